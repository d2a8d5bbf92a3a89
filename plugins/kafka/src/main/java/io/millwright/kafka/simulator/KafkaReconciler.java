package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kit.Version;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Takes one Kafka one step further, in the order in which the operator does things. */
final class KafkaReconciler {
    private static final Duration OPERATION = Duration.ofMinutes(5);

    private final Site site;
    private final Authorities authorities;
    private final Nodes nodes;
    private final StatusWriter status;

    KafkaReconciler(SimulatedCluster world, Resource kafka, OperatorSite.Program program) {
        this.site = new Site(world, kafka, program);
        this.authorities = new Authorities(site);
        this.nodes = new Nodes(site, authorities);
        this.status = new StatusWriter(site, nodes);
    }

    void step() {
        if (Site.deleting(site.object())) {
            return;
        }
        nodes.holds();
        if (new Rest(site).holds()) {
            return;
        }
        if (site.kafka().paused()) {
            status.paused();
            return;
        }
        if (site.object().at("status", "conditions").isEmpty()) {
            status.failed("Creating", "Kafka cluster is being deployed", false);
        }
        Optional<String[]> refused = refusal();
        if (refused.isPresent()) {
            status.failed(refused.get()[0], refused.get()[1], true);
            return;
        }
        Roller roller = new Roller(site, nodes);
        roller.clean();
        roller.orders();
        Optional<String[]> untrusted = authorities.step();
        if (untrusted.isPresent()) {
            status.failed(untrusted.get()[0], untrusted.get()[1], true);
            return;
        }
        nodes.number();
        authorities.nodes();
        boolean founding = site.kafka().clusterId().isEmpty() && marked().isEmpty();
        nodes.claims(founding);
        String id = site.kafka().clusterId().orElse(idOf(site.object().uid()));
        if (!marked().orElse(id).equals(id)) {
            status.failed(
                    "FatalProblem",
                    "Pod is unschedulable or is not starting: Invalid cluster.id in: meta.properties. Expected " + id
                            + ", but read another",
                    true);
            return;
        }
        new Parts(site).basics();
        nodes.podSets();
        roll(roller, id);
    }

    private void roll(Roller roller, String id) {
        switch (roller.step()) {
            case WORKING -> {
                // The status is written once, at the end.
            }
            case BLOCKED ->
                status.failed("UnforceableProblem", "Pod " + firstOld() + " cannot be updated right now.", true);
            case NOTHING_TO_DO -> finish(id);
        }
    }

    private String firstOld() {
        return site.pods().stream().map(Resource::name).findFirst().orElse("");
    }

    private void finish(String id) {
        List<Resource> pods = site.pods();
        long wanted = site.pools().stream().mapToLong(p -> p.ids().size()).sum();
        List<Resource> unready = pods.stream().filter(p -> !Pods.ready(p)).toList();
        if (pods.size() < wanted || !unready.isEmpty()) {
            Optional<Resource> unpullable =
                    unready.stream().filter(Nodes::unpullable).findFirst();
            Optional<Resource> late = unready.stream()
                    .filter(p ->
                            site.since(p.text("metadata", "creationTimestamp")).compareTo(OPERATION) > 0)
                    .findFirst();
            if (unpullable.isPresent()
                    && site.since(unpullable.get().text("metadata", "creationTimestamp"))
                                    .getSeconds()
                            > 30) {
                status.failed("FatalProblem", "Pod is unschedulable or is not starting", true);
            } else if (late.isPresent() && site.world().fault(Marks.LOG_RECOVERY)) {
                status.failed(
                        "UnforceableProblem",
                        "Pod " + late.get().name()
                                + " is not ready because the Kafka node is performing log recovery. There are "
                                + MetricsPage.LOGS_LEFT + " logs and 112 segments left to recover.",
                        true);
            } else if (late.isPresent()) {
                status.failed(
                        "TimeoutException",
                        "Exceeded timeout of 300000ms while waiting for Pods resource "
                                + late.get().name() + " in namespace " + site.namespace() + " to be ready",
                        true);
            }
            return;
        }
        mark(id);
        if (new Parts(site).companions()) {
            status.ready(id);
            later();
        }
    }

    /** What the scenario wants to go wrong once the cluster is ready. */
    private void later() {
        if (site.object()
                .annotation(Marks.LATER)
                .filter(Marks.BROKER_DOWN::equals)
                .isEmpty()) {
            return;
        }
        site.pods().stream()
                .filter(KafkaCluster::isBroker)
                .reduce((a, b) -> b)
                .ifPresent(p -> Pods.hold(site.world(), p, Marks.SCENARIO));
        site.update(k -> k.without("metadata", "annotations", Marks.LATER));
    }

    private Optional<String> marked() {
        return site.claims().stream()
                .flatMap(c -> c.annotation(Marks.CLUSTER_ID).stream())
                .findFirst();
    }

    private void mark(String id) {
        site.claims().stream()
                .filter(c -> c.annotation(Marks.CLUSTER_ID).isEmpty())
                .forEach(c -> site.world()
                        .update(
                                c.ref(Kind.PERSISTENT_VOLUME_CLAIM),
                                o -> o.with(id, "metadata", "annotations", Marks.CLUSTER_ID)));
    }

    private static String idOf(String uid) {
        return Json.base64(uid).substring(0, 22);
    }

    /** Reason and message of what stands against the whole reconciliation. */
    private Optional<String[]> refusal() {
        if (site.world().fault(Marks.RIGHTS_MISSING)) {
            return Optional.of(new String[] {
                "KubernetesClientException",
                "Failure executing: PATCH. Message: services is forbidden: User cannot patch resource \"services\" in API group"
                        + " \"\" in the namespace \"" + site.namespace() + "\"."
            });
        }
        List<NodePool> pools = site.pools();
        if (pools.stream().noneMatch(NodePool::broker) || pools.stream().noneMatch(NodePool::controller)) {
            return Optional.of(new String[] {
                "InvalidResourceException",
                "KRaft cluster needs at least one KafkaNodePool with the controller role and one with the broker role"
            });
        }
        String version = site.version();
        if (!site.program().kafkaVersions().contains(version) || site.world().fault(Marks.VERSION_UNSUPPORTED)) {
            return Optional.of(new String[] {
                "UnsupportedKafkaVersionException",
                "Unsupported Kafka.spec.kafka.version: " + version + ". Supported versions are: "
                        + site.program().kafkaVersions()
            });
        }
        String metadata = site.kafka().metadata().orElse("");
        if (!metadata.isEmpty()
                && Version.of(version).olderThan(Version.of(Version.of(metadata).branch()))) {
            return Optional.of(new String[] {
                "KafkaUpgradeException",
                "The current metadata version (" + metadata
                        + ") has to be lower or equal to the Kafka broker version we" + " are downgrading to ("
                        + version + ")"
            });
        }
        return Optional.empty();
    }

    /** The claim of a node's first volume. */
    static Optional<Resource> claim(SimulatedCluster world, Resource pod) {
        return pod.items("spec", "volumes").stream()
                .flatMap(v -> v.text("persistentVolumeClaim", "claimName").stream())
                .findFirst()
                .flatMap(c -> world.get(ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, pod.namespace(), c)));
    }
}
