package io.millwright.logging.simulator;

import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.kit.simulator.Json;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.Activity;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One turn of the operator's work on a Kibana: it waits for its Elasticsearch, also at an upgrade. */
final class KibanaReconciler {
    private final SimulatedCluster world;
    private final Resource kibana;

    KibanaReconciler(SimulatedCluster world, Resource kibana) {
        this.world = world;
        this.kibana = kibana;
    }

    void step() {
        String namespace = kibana.text("spec", "elasticsearchRef", "namespace").orElse(kibana.namespace());
        Optional<Elastic> elastic = kibana.text("spec", "elasticsearchRef", "name")
                .flatMap(n -> world.get(ObjectRef.of(Names.ES, namespace, n)))
                .map(Elastic::new);
        boolean established = elastic.filter(e -> e.available() > 0).isPresent();
        String wanted = kibana.text("spec", "version").orElse("");
        boolean held = elastic.flatMap(Elastic::version)
                .filter(v -> Version.of(Version.of(v).branch())
                        .olderThan(Version.of(Version.of(wanted).branch())))
                .isPresent();
        ObjectRef ref = ObjectRef.of(Kind.DEPLOYMENT, kibana.namespace(), kibana.name() + "-kb");
        Optional<Resource> there = world.get(ref);
        long count = kibana.number("spec", "count").orElse(1L);
        if (there.isEmpty() && established && !held) {
            world.create(deployment(wanted, count));
        } else if (there.isPresent() && !held) {
            world.update(ref, d -> d.with(template(wanted), "spec", "template").with(count, "spec", "replicas"));
        }
        status(established, held, wanted, world.get(ref));
    }

    private void status(boolean established, boolean held, String wanted, Optional<Resource> deployment) {
        boolean rolled = deployment
                .filter(d -> Operators.activity(d).equals(Activity.STEADY))
                .isPresent();
        boolean available = deployment.filter(Operators::available).isPresent();
        long nodes =
                deployment.flatMap(d -> d.number("status", "availableReplicas")).orElse(0L);
        world.updateStatus(kibana.ref(Names.KB), k -> {
            Resource next = k.with(available ? "green" : "red", "status", "health")
                    .with(nodes, "status", "availableNodes")
                    .with(established ? "Established" : "Pending", "status", "elasticsearchAssociationStatus")
                    .with(k.generation(), "status", "observedGeneration");
            return rolled && available && !held ? next.with(wanted, "status", "version") : next;
        });
    }

    private Map<String, Object> template(String version) {
        return Json.map(
                "metadata",
                Json.map("labels", Json.map(Names.KIBANA_LABEL, kibana.name())),
                "spec",
                Json.map(
                        "containers",
                        List.of(Json.map(
                                "name",
                                "kibana",
                                "image",
                                "docker.elastic.co/kibana/kibana:" + version,
                                "resources",
                                Json.map("requests", Json.map("cpu", "100m", "memory", "1Gi"))))));
    }

    private Resource deployment(String version, long count) {
        Map<String, Object> labels = Json.map(Names.KIBANA_LABEL, kibana.name());
        return Resource.of(
                        Kind.DEPLOYMENT,
                        kibana.namespace(),
                        kibana.name() + "-kb",
                        Map.of(
                                "spec",
                                Json.map(
                                        "replicas",
                                        count,
                                        "strategy",
                                        Json.map("type", "Recreate"),
                                        "selector",
                                        Json.map("matchLabels", labels),
                                        "template",
                                        template(version))))
                .with(labels, "metadata", "labels")
                .with(
                        List.of(Json.map(
                                "apiVersion",
                                Names.KB.apiVersion(),
                                "kind",
                                "Kibana",
                                "name",
                                kibana.name(),
                                "uid",
                                kibana.uid(),
                                "controller",
                                true,
                                "blockOwnerDeletion",
                                true)),
                        "metadata",
                        "ownerReferences");
    }
}
