package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Kafka Connect, MirrorMaker 2, the bridge and connectors: their pods run, and then they are ready. */
final class Workers {
    private final SimulatedCluster world;
    private final OperatorSite.Program program;

    Workers(SimulatedCluster world, OperatorSite.Program program) {
        this.world = world;
        this.program = program;
    }

    void connect(Resource connect) {
        workers(connect, Strimzi.CONNECT, "connect");
    }

    void mirror(Resource mirror) {
        workers(mirror, Strimzi.MIRROR, "mirrormaker2");
    }

    void bridge(Resource bridge) {
        workers(bridge, Strimzi.BRIDGE, "bridge");
    }

    private void workers(Resource owner, Kind kind, String suffix) {
        if (Site.deleting(owner)) {
            return;
        }
        String set = owner.name() + "-" + suffix;
        long wanted = owner.number("spec", "replicas").orElse(1L);
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Strimzi.CLUSTER_LABEL, owner.name());
        labels.put(Strimzi.KIND_LABEL, kind.kind());
        labels.put(Strimzi.NAME_LABEL, set);
        labels.put("strimzi.io/controller-name", set);
        List<Object> pods = LongStream.range(0, wanted)
                .mapToObj(i -> (Object) pod(owner, set + "-" + i, labels))
                .toList();
        Resource there = world.ensure(Resource.of(
                        Strimzi.POD_SET,
                        owner.namespace(),
                        set,
                        Map.of(
                                "spec",
                                Json.map(
                                        "selector",
                                        Json.map("matchLabels", Json.map(Strimzi.NAME_LABEL, set)),
                                        "pods",
                                        pods)))
                .with(labels, "metadata", "labels")
                .with(Site.owner(owner), "metadata", "ownerReferences"));
        world.update(there.ref(Strimzi.POD_SET), s -> s.with(pods, "spec", "pods"));
        boolean ready = LongStream.range(0, wanted)
                .allMatch(i -> world.get(ObjectRef.of(Kind.POD, owner.namespace(), set + "-" + i))
                        .filter(Pods::ready)
                        .isPresent());
        boolean broken = Optional.of(owner)
                .flatMap(o -> o.text("spec", "bootstrapServers").or(() -> o.text("spec", "target", "bootstrapServers")))
                .filter(b -> b.contains("nowhere"))
                .isPresent();
        condition(
                owner,
                kind,
                ready && !broken,
                broken ? "TimeoutException" : "Creating",
                broken ? "Exceeded timeout of 300000ms while waiting for the workers to join" : "being deployed");
    }

    private Map<String, Object> pod(Resource owner, String name, Map<String, String> labels) {
        return Json.map(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Json.map(
                        "name",
                        name,
                        "namespace",
                        owner.namespace(),
                        "labels",
                        labels,
                        "annotations",
                        Json.map(Strimzi.REVISION, program.version())),
                "spec",
                Json.map(
                        "containers",
                        List.of(Json.map(
                                "name",
                                "worker",
                                "image",
                                "quay.io/strimzi/kafka:" + program.version() + "-kafka-"
                                        + owner.text("spec", "version").orElse(program.defaultKafka())))));
    }

    void connector(Resource connector) {
        boolean ready = world.get(ObjectRef.of(
                        Strimzi.CONNECT,
                        connector.namespace(),
                        connector.label(Strimzi.CLUSTER_LABEL).orElse("")))
                .filter(c -> c.items("status", "conditions").stream()
                        .anyMatch(k -> k.text("type").orElse("").equals("Ready")))
                .isPresent();
        condition(connector, Strimzi.CONNECTOR, ready, "NoSuchResourceException", "KafkaConnect resource isn't ready");
    }

    private void condition(Resource object, Kind kind, boolean ready, String reason, String message) {
        String type = ready ? "Ready" : "NotReady";
        boolean same = object.items("status", "conditions").stream()
                        .anyMatch(c -> c.text("type").orElse("").equals(type)
                                && (ready || c.text("reason").orElse("").equals(reason)))
                && object.number("status", "observedGeneration").orElse(-1L) == object.generation();
        if (same) {
            return;
        }
        Map<String, Object> condition =
                Json.map("type", type, "status", "True", "lastTransitionTime", Json.time(world.now()));
        if (!ready) {
            condition.put("reason", reason);
            condition.put("message", message);
        }
        world.updateStatus(
                object.ref(kind),
                o -> o.with(List.of(condition), "status", "conditions")
                        .with(o.generation(), "status", "observedGeneration")
                        .with(o.number("spec", "replicas").orElse(1L), "status", "replicas"));
    }
}
