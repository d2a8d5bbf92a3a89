package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Operators;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands beside the nodes: services, the disruption budget, Entity Operator, Cruise Control, exporter. */
final class Parts {
    private final Site site;

    Parts(Site site) {
        this.site = site;
    }

    void basics() {
        site.world().ensure(site.owned(Kind.SERVICE_ACCOUNT, site.name() + "-kafka", Map.of(), "kafka"));
        service("-kafka-bootstrap", false);
        service("-kafka-brokers", true);
        budget();
    }

    private void service(String suffix, boolean headless) {
        List<Object> ports = new ArrayList<>();
        ports.add(Json.map("name", "tcp-replication", "port", 9091L, "protocol", "TCP"));
        site.object()
                .items("spec", "kafka", "listeners")
                .forEach(l -> ports.add(Json.map(
                        "name",
                        "tcp-" + l.text("name").orElse(""),
                        "port",
                        l.number("port").orElse(9092L),
                        "protocol",
                        "TCP")));
        Map<String, Object> spec = Json.map(
                "ports", ports, "selector", Json.map(Strimzi.CLUSTER_LABEL, site.name(), Strimzi.BROKER_LABEL, "true"));
        if (headless) {
            spec.put("clusterIP", "None");
        }
        site.world().ensure(site.owned(Kind.SERVICE, site.name() + suffix, Map.of("spec", spec), "kafka"));
    }

    private void budget() {
        long nodes = site.pools().stream().mapToLong(NodePool::wanted).sum();
        long unavailable = site.object()
                .number("spec", "kafka", "template", "podDisruptionBudget", "maxUnavailable")
                .orElse(1L);
        Resource budget = site.owned(
                Kind.POD_DISRUPTION_BUDGET,
                site.name() + "-kafka",
                Map.of(
                        "spec",
                        Json.map(
                                "minAvailable",
                                Math.max(0, nodes - unavailable),
                                "selector",
                                Json.map(
                                        "matchLabels",
                                        Json.map(
                                                Strimzi.CLUSTER_LABEL,
                                                site.name(),
                                                Strimzi.NAME_LABEL,
                                                site.name() + "-kafka")))),
                "kafka");
        if (site.world().fault(Marks.BUDGET_MISSING)) {
            ObjectRef ref = budget.ref(Kind.POD_DISRUPTION_BUDGET);
            site.world().get(ref).ifPresent(b -> site.world().delete(ref));
            return;
        }
        Resource there = site.world().ensure(budget);
        site.world()
                .update(
                        there.ref(Kind.POD_DISRUPTION_BUDGET),
                        b -> b.with(Math.max(0, nodes - unavailable), "spec", "minAvailable"));
    }

    /** Makes and removes the companions; whether all that are wanted are available. */
    boolean companions() {
        boolean entity = one(
                "entity-operator",
                "entityOperator",
                "topic-operator",
                site.program().image());
        boolean cruise = one("cruise-control", "cruiseControl", "cruise-control", site.image());
        boolean exporter = one("kafka-exporter", "kafkaExporter", "kafka-exporter", site.image());
        return entity && cruise && exporter;
    }

    private boolean one(String suffix, String field, String container, String image) {
        String name = site.name() + "-" + suffix;
        ObjectRef ref = site.ref(Kind.DEPLOYMENT, name);
        Optional<Resource> found = site.world().get(ref);
        if (site.object().at("spec", field).isEmpty()) {
            found.filter(f -> !Site.deleting(f)).ifPresent(f -> site.world().delete(ref));
            return true;
        }
        if (found.isEmpty()) {
            Map<String, String> labels = site.labels(suffix);
            site.world()
                    .create(site.owned(
                            Kind.DEPLOYMENT,
                            name,
                            Map.of(
                                    "spec",
                                    Json.map(
                                            "replicas",
                                            1L,
                                            "selector",
                                            Json.map(
                                                    "matchLabels",
                                                    Json.map(
                                                            Strimzi.CLUSTER_LABEL,
                                                            site.name(),
                                                            Strimzi.NAME_LABEL,
                                                            name)),
                                            "template",
                                            Json.map(
                                                    "metadata",
                                                    Json.map("labels", labels),
                                                    "spec",
                                                    Json.map(
                                                            "containers",
                                                            List.of(Json.map("name", container, "image", image)))))),
                            suffix));
            return false;
        }
        if (found.get().number("spec", "replicas").orElse(1L) != 1L) {
            site.world().update(ref, d -> d.with(1L, "spec", "replicas"));
            return false;
        }
        List<Resource> containers = found.get().items("spec", "template", "spec", "containers");
        if (!containers.isEmpty()
                && !containers.getFirst().text("image").orElse("").equals(image)) {
            List<Object> changed =
                    List.of(containers.getFirst().with(image, "image").content());
            site.world().update(ref, d -> d.with(changed, "spec", "template", "spec", "containers"));
            return false;
        }
        return Operators.available(found.get());
    }
}
