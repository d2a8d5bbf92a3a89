package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What users report of every cluster while its fault is on, done as somebody's hand would do it; taken back when the fault is off. */
final class Troubles {
    /** What a person's hand has changed, as it was before: kept beside it. */
    private static final String BEFORE = "sandbox.millwright.io/before-fault";

    private static final String FOREIGN = "another-cluster-000000";

    private final SimulatedCluster world;

    Troubles(SimulatedCluster world) {
        this.world = world;
    }

    void step() {
        storedOld();
        operatorMemory();
        fixedClasses();
        for (Resource kafka : world.list(Strimzi.KAFKA, Selector.ALL)) {
            KafkaCluster c = new KafkaCluster(kafka);
            foreignVolumes(c);
            ownAuthority(c);
            world.get(c.beside(Kind.DEPLOYMENT, c.name() + "-entity-operator"))
                    .ifPresent(d -> Pods.follow(world, d, Marks.TOPIC_OPERATOR_DOWN));
            world.list(Strimzi.POOL, c.own()).stream()
                    .map(NodePool::new)
                    .filter(NodePool::broker)
                    .reduce((a, b) -> b)
                    .ifPresent(this::pool);
        }
    }

    /** A definition says that objects may still be stored as v1beta2. */
    private void storedOld() {
        ObjectRef ref = ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Strimzi.definition(Strimzi.TOPIC));
        boolean on = world.fault(Marks.STORED_OLD);
        Optional<Resource> found = world.get(ref);
        boolean marked = found.flatMap(d -> d.annotation(BEFORE)).isPresent();
        if (found.isEmpty() || on == marked) {
            return;
        }
        world.updateStatus(ref, d -> d.with(on ? List.of("v1beta2", "v1") : List.of("v1"), "status", "storedVersions"));
        mark(ref, on ? Optional.of("v1") : Optional.empty());
    }

    /** No storage class lets volumes grow any more. */
    private void fixedClasses() {
        boolean on = world.fault(Marks.CLASS_FIXED);
        for (Resource type : world.list(Kind.STORAGE_CLASS, Selector.ALL)) {
            boolean marked = type.annotation(BEFORE).isPresent();
            if (on != marked && (marked || type.flag("allowVolumeExpansion").orElse(false))) {
                world.update(type.ref(Kind.STORAGE_CLASS), s -> s.with(!on, "allowVolumeExpansion"));
                mark(type.ref(Kind.STORAGE_CLASS), on ? Optional.of("true") : Optional.empty());
            }
        }
    }

    /** The operator's container was killed for its memory, and runs again. */
    private void operatorMemory() {
        boolean on = world.fault(Marks.OPERATOR_MEMORY);
        for (Resource pod :
                world.list(Kind.POD, new Selector("", Map.of(Strimzi.KIND_LABEL, "cluster-operator"), Map.of()))) {
            boolean killed = pod.items("status", "containerStatuses").stream()
                    .anyMatch(s -> s.at("lastState", "terminated").isPresent());
            if (on == killed) {
                continue;
            }
            List<Object> statuses = new ArrayList<>();
            pod.items("status", "containerStatuses")
                    .forEach(s -> statuses.add((on
                                    ? s.with(
                                                    Json.map("reason", "OOMKilled", "exitCode", 137L),
                                                    "lastState",
                                                    "terminated")
                                            .with(s.number("restartCount").orElse(0L) + 1, "restartCount")
                                    : s.without("lastState", "terminated"))
                            .content()));
            world.updateStatus(pod.ref(Kind.POD), p -> p.with(statuses, "status", "containerStatuses"));
        }
    }

    /** The volumes hold the data of another cluster. */
    private void foreignVolumes(KafkaCluster c) {
        boolean on = world.fault(Marks.FOREIGN_VOLUMES) && c.clusterId().isPresent();
        for (Resource claim : world.list(Kind.PERSISTENT_VOLUME_CLAIM, c.own())) {
            boolean foreign =
                    claim.annotation(Marks.CLUSTER_ID).filter(FOREIGN::equals).isPresent();
            if (on != foreign) {
                world.update(
                        claim.ref(Kind.PERSISTENT_VOLUME_CLAIM),
                        o -> on
                                ? o.with(FOREIGN, "metadata", "annotations", Marks.CLUSTER_ID)
                                : o.without("metadata", "annotations", Marks.CLUSTER_ID));
            }
        }
    }

    /** The cluster's authority is somebody's own, and ends in forty days. */
    private void ownAuthority(KafkaCluster c) {
        Authority authority = Authority.of(c, Authority.CLUSTER);
        boolean on = world.fault(Marks.OWN_AUTHORITY_ENDING);
        boolean marked = c.object().annotation(BEFORE + "-authority").isPresent();
        Optional<Chain> present = world.get(authority.certificate()).flatMap(s -> Chain.of(s, Authority.CERTIFICATE));
        if (on == marked || present.isEmpty() || on && authority.own()) {
            return;
        }
        if (on) {
            String name = present.get().subject().replaceFirst("^CN=", "");
            Instant end = world.now().plus(Duration.ofDays(40));
            String text = Json.base64(X509.authority(name, 1, end.minus(Duration.ofDays(365)), end));
            world.update(authority.certificate(), s -> s.with(text, "data", Authority.CERTIFICATE));
        }
        world.update(
                c.ref(),
                k -> on
                        ? k.with(false, "spec", authority.field(), "generateCertificateAuthority")
                                .with("generated", "metadata", "annotations", BEFORE + "-authority")
                        : k.without("spec", authority.field(), "generateCertificateAuthority")
                                .without("metadata", "annotations", BEFORE + "-authority"));
    }

    /** Somebody asks for fewer nodes although they hold partitions, for smaller volumes, or for larger ones that can't be. */
    private void pool(NodePool pool) {
        if (world.fault(Marks.FEWER_NODES) || before(pool, "replicas").isPresent()) {
            byHand(pool, Marks.FEWER_NODES, "replicas", "replicas", pool.wanted() - 1, pool.wanted());
        }
        if (world.fault(Marks.SMALLER_VOLUMES) || before(pool, "storage").isPresent()) {
            sized(pool, Marks.SMALLER_VOLUMES, "storage", "1Mi");
        }
        if (world.fault(Marks.CLASS_FIXED) || before(pool, "larger").isPresent()) {
            sized(pool, Marks.CLASS_FIXED, "larger", "3Ti");
        }
    }

    private void sized(NodePool pool, String fault, String mark, String size) {
        byHand(
                pool,
                fault,
                mark,
                "storage",
                sized(pool.object(), size),
                pool.object().at("spec", "storage").orElse(Map.of()));
    }

    private static Object sized(Resource pool, String size) {
        List<Object> volumes = new ArrayList<>();
        pool.items("spec", "storage", "volumes")
                .forEach(v -> volumes.add(v.with(size, "size").content()));
        Resource changed = volumes.isEmpty() ? pool.with(size, "spec", "storage", "size") : pool;
        return volumes.isEmpty()
                ? changed.at("spec", "storage").orElseThrow()
                : pool.with(volumes, "spec", "storage", "volumes")
                        .at("spec", "storage")
                        .orElseThrow();
    }

    private static Optional<String> before(NodePool pool, String mark) {
        return pool.object().annotation(BEFORE + "-" + mark);
    }

    private void byHand(NodePool pool, String fault, String mark, String field, Object wanted, Object present) {
        boolean on = world.fault(fault);
        Optional<String> before = before(pool, mark);
        if (on == before.isPresent()) {
            return;
        }
        world.update(pool.ref(), p -> {
            if (on) {
                return p.with(wanted, "spec", field)
                        .with(Json.text(Map.of("was", present)), "metadata", "annotations", BEFORE + "-" + mark);
            }
            Object was = Yaml.document(before.orElseThrow(), "what was before the fault")
                    .at("was")
                    .orElseThrow();
            return p.with(was, "spec", field).without("metadata", "annotations", BEFORE + "-" + mark);
        });
    }

    private void mark(ObjectRef ref, Optional<String> value) {
        world.update(
                ref,
                o -> value.map(v -> o.with(v, "metadata", "annotations", BEFORE))
                        .orElseGet(() -> o.without("metadata", "annotations", BEFORE)));
    }
}
