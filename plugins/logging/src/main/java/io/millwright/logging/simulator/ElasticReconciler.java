package io.millwright.logging.simulator;

import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.NodeSet;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One turn of the operator's work on an Elasticsearch. */
final class ElasticReconciler {
    private static final String HASH = "common.k8s.elastic.co/template-hash";
    private final SimulatedCluster world;
    private final Elastic e;

    ElasticReconciler(SimulatedCluster world, Elastic e) {
        this.world = world;
        this.e = e;
    }

    void step() {
        if (e.masters() == 0) {
            StatusWriter.invalid(world, e, "Elasticsearch needs to have at least one master node");
            return;
        }
        around();
        owners();
        boolean frozen = e.paused();
        String busy = "";
        if (!frozen) {
            e.nodeSets().forEach(this::set);
            grow();
            busy = leave();
            if (busy.isEmpty()) {
                busy = roll();
            }
        }
        follow();
        StatusWriter.write(world, e, pods(), busy, frozen);
    }

    private List<Resource> pods() {
        return world.list(Kind.POD, Selector.labelled(e.namespace(), Names.CLUSTER_LABEL, e.name()));
    }

    /** Services and Secrets. A new password whenever the Secret is missing. */
    private void around() {
        Map<String, Object> labels =
                Json.map(Names.CLUSTER_LABEL, e.name(), "common.k8s.elastic.co/type", "elasticsearch");
        world.ensure(owned(Resource.of(
                        Kind.SERVICE,
                        e.namespace(),
                        e.name() + "-es-http",
                        Map.of(
                                "spec",
                                Json.map(
                                        "selector",
                                        Json.map(Names.CLUSTER_LABEL, e.name()),
                                        "ports",
                                        List.of(Json.map(
                                                "name",
                                                e.scheme(),
                                                "port",
                                                9200L,
                                                "targetPort",
                                                9200L,
                                                "protocol",
                                                "TCP")))))
                .with(labels, "metadata", "labels")));
        world.ensure(
                secret("-es-elastic-user", "elastic", "sandbox" + world.now().toEpochMilli(), labels));
        world.ensure(secret("-es-http-certs-public", "tls.crt", Yaml.text(Charts.class, "certificate.pem"), labels));
    }

    private Resource secret(String suffix, String key, String value, Map<String, Object> labels) {
        return Resource.of(
                        Kind.SECRET,
                        e.namespace(),
                        e.name() + suffix,
                        Json.map("data", Json.map(key, Json.base64(value)), "type", "Opaque"))
                .with(labels, "metadata", "labels");
    }

    private Resource owned(Resource object) {
        return object.with(List.of(owner()), "metadata", "ownerReferences");
    }

    private Map<String, Object> owner() {
        return Json.map(
                "apiVersion",
                Names.ES.apiVersion(),
                "kind",
                "Elasticsearch",
                "name",
                e.name(),
                "uid",
                e.object().uid(),
                "controller",
                true,
                "blockOwnerDeletion",
                true);
    }

    /** Claims belong to the Elasticsearch only where they go with it. */
    private void owners() {
        for (Resource claim : claims()) {
            world.update(
                    claim.ref(Kind.PERSISTENT_VOLUME_CLAIM),
                    c -> e.keepsVolumes() ? c.without("metadata", "ownerReferences") : owned(c));
        }
    }

    private List<Resource> claims() {
        return world.list(
                Kind.PERSISTENT_VOLUME_CLAIM, Selector.labelled(e.namespace(), Names.CLUSTER_LABEL, e.name()));
    }

    private Optional<Resource> workload(NodeSet set) {
        return world.get(ObjectRef.of(Kind.STATEFUL_SET, e.namespace(), set.set()));
    }

    private String hash(NodeSet set) {
        String text = Json.text(Json.map(
                "version",
                e.wanted(),
                "config",
                set.object().at("config").orElse(""),
                "resources",
                set.object().at("resources").orElse(""),
                "secure",
                e.object().at("spec", "secureSettings").orElse(""),
                "restart",
                e.object().annotation(Names.RESTART).orElse("")));
        return Integer.toHexString(text.hashCode());
    }

    private void set(NodeSet set) {
        Optional<Resource> there = workload(set);
        String hash = hash(set);
        if (there.isEmpty()) {
            world.create(statefulSet(set, hash));
            return;
        }
        world.update(there.get().ref(Kind.STATEFUL_SET), s -> {
            Resource next = s.label(HASH).filter(hash::equals).isPresent()
                    ? s
                    : s.with(template(set, hash), "spec", "template").with(hash, "metadata", "labels", HASH);
            long now = next.number("spec", "replicas").orElse(1L);
            return set.count() > now ? next.with(set.count(), "spec", "replicas") : next;
        });
    }

    private Resource statefulSet(NodeSet set, String hash) {
        Map<String, Object> labels = Json.map(Names.CLUSTER_LABEL, e.name(), Names.SET_LABEL, set.set());
        List<Object> claims = List.copyOf(set.object().items("volumeClaimTemplates").stream()
                .map(Resource::content)
                .toList());
        return owned(Resource.of(
                                Kind.STATEFUL_SET,
                                e.namespace(),
                                set.set(),
                                Map.of(
                                        "spec",
                                        Json.map(
                                                "serviceName",
                                                set.set(),
                                                "replicas",
                                                set.count(),
                                                "podManagementPolicy",
                                                "Parallel",
                                                "updateStrategy",
                                                Json.map("type", "OnDelete"),
                                                "selector",
                                                Json.map("matchLabels", labels),
                                                "template",
                                                template(set, hash),
                                                "volumeClaimTemplates",
                                                claims)))
                        .with(labels, "metadata", "labels"))
                .with(hash, "metadata", "labels", HASH);
    }

    private Map<String, Object> template(NodeSet set, String hash) {
        return Json.map(
                "metadata",
                Json.map(
                        "labels",
                        Json.map(
                                Names.CLUSTER_LABEL,
                                e.name(),
                                Names.SET_LABEL,
                                set.set(),
                                Names.VERSION_LABEL,
                                e.wanted(),
                                Names.MASTER_LABEL,
                                Boolean.toString(set.master()),
                                "elasticsearch.k8s.elastic.co/node-data",
                                Boolean.toString(set.data()),
                                "common.k8s.elastic.co/type",
                                "elasticsearch"),
                        "annotations",
                        Json.map("elasticsearch.k8s.elastic.co/config-hash", hash)),
                "spec",
                Json.map(
                        "containers",
                        List.of(Json.map(
                                "name",
                                "elasticsearch",
                                "image",
                                e.object()
                                        .text("spec", "image")
                                        .orElse("docker.elastic.co/elasticsearch/elasticsearch:" + e.wanted()),
                                "ports",
                                List.of(Json.map("containerPort", 9200L)),
                                "resources",
                                set.object()
                                        .at("resources")
                                        .orElse(Json.map("requests", Json.map("cpu", "100m", "memory", "1Gi")))))));
    }

    private void grow() {
        for (NodeSet set : e.nodeSets()) {
            for (long i = 0; i < set.count(); i++) {
                world.update(
                        ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, e.namespace(), set.claim(i)),
                        c -> c.text("spec", "resources", "requests", "storage").equals(Optional.of(set.storage()))
                                ? c
                                : c.with(set.storage(), "spec", "resources", "requests", "storage"));
            }
        }
    }

    /** Nodes leave when their shards have another place; their claims go with them. */
    private String leave() {
        String busy = "";
        for (NodeSet set : e.nodeSets()) {
            Optional<Resource> workload = workload(set);
            long now = workload.flatMap(w -> w.number("spec", "replicas")).orElse(set.count());
            if (now > set.count()) {
                Shards shards = new Shards(world, e);
                if (world.fault(Faults.SHARDS_STUCK) || set.data() && e.dataNodes() < shards.copies()) {
                    return StatusWriter.STALLED;
                }
                world.update(workload.orElseThrow().ref(Kind.STATEFUL_SET), s -> s.with(now - 1, "spec", "replicas"));
                busy = "Downscale in progress";
            } else {
                claims().stream()
                        .filter(c -> c.name().startsWith(Names.DATA_CLAIM + "-" + set.set() + "-"))
                        .filter(c -> Long.parseLong(c.name().substring(c.name().lastIndexOf('-') + 1)) >= set.count())
                        .filter(c -> pods().stream().noneMatch(p -> c.name().endsWith("-" + p.name())))
                        .forEach(c -> world.delete(c.ref(Kind.PERSISTENT_VOLUME_CLAIM)));
            }
        }
        return busy;
    }

    /** One node after the other, each only when all others serve. */
    private String roll() {
        List<Resource> pods = pods();
        Optional<Resource> old =
                pods.stream().filter(p -> outdated(p).isPresent()).max(Comparator.comparing(Resource::name));
        if (old.isEmpty()) {
            return "";
        }
        boolean blocked =
                pods.stream().filter(p -> !p.name().equals(old.get().name())).anyMatch(p -> !Pods.ready(p));
        if (!blocked && pods.size() >= e.nodes()) {
            world.delete(old.get().ref(Kind.POD));
            world.event(
                    e.object(),
                    "Normal",
                    "Upgraded",
                    "Deleting pod for rolling upgrade: " + old.get().name());
        }
        return "Nodes upgrade in progress";
    }

    private Optional<Resource> outdated(Resource pod) {
        return e.nodeSets().stream()
                .filter(s -> pod.label(Names.SET_LABEL).filter(s.set()::equals).isPresent())
                .flatMap(s -> workload(s).stream())
                .filter(w -> !w.text(
                                "spec",
                                "template",
                                "metadata",
                                "annotations",
                                "elasticsearch.k8s.elastic.co/config-hash")
                        .equals(pod.annotation("elasticsearch.k8s.elastic.co/config-hash")))
                .findFirst();
    }

    private void follow() {
        pods().stream().max(Comparator.comparing(Resource::name)).ifPresent(p -> {
            if (world.fault(Faults.NODE_DOWN)) {
                Pods.hold(world, p, Faults.NODE_DOWN);
            }
        });
        if (!world.fault(Faults.NODE_DOWN)) {
            pods().forEach(p -> Pods.release(world, p, Faults.NODE_DOWN));
        }
    }
}
