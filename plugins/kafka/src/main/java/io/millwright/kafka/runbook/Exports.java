package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Mirrors;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Tree;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configuration of a cluster as objects in a ConfigMap: everything that makes it again, no messages and no secrets. */
final class Exports {
    static final String KEY = "objects.json";
    static final String CLUSTER_ID = "millwright.io/kafka-cluster-id";
    /** What an object may hold at most, with room for the rest of it. */
    static final int LIMIT = 900_000;

    private Exports() {}

    /** The object as somebody would write it: without what the API server and the operators added. */
    static Resource definition(Resource object, Kind kind) {
        Map<String, Object> fields = new LinkedHashMap<>();
        object.at("spec").ifPresent(s -> fields.put("spec", s));
        Resource made = Resource.of(kind, object.namespace(), object.name(), fields);
        Map<String, String> annotations = new LinkedHashMap<>(object.textMap("metadata", "annotations"));
        annotations
                .keySet()
                .removeIf(k -> k.equals("kubectl.kubernetes.io/last-applied-configuration")
                        || k.startsWith("sandbox.millwright.io/")
                        || k.equals(Strimzi.PAUSE)
                        || k.equals(Strimzi.REMOVE_IDS)
                        || k.equals(Strimzi.REBALANCE_ORDER));
        Map<String, String> labels = object.textMap("metadata", "labels");
        made = labels.isEmpty() ? made : made.with(labels, "metadata", "labels");
        return annotations.isEmpty() ? made : made.with(annotations, "metadata", "annotations");
    }

    /** Everything of the cluster. Pools carry the numbers of their nodes, as the claims are named after them. */
    static List<Resource> objects(KafkaCluster c, ClusterView view) {
        List<Resource> all = new ArrayList<>();
        all.add(definition(c.object(), Strimzi.KAFKA));
        for (NodePool pool : c.pools(view)) {
            Resource made = definition(pool.object(), Strimzi.POOL);
            all.add(
                    pool.ids().isEmpty()
                            ? made
                            : made.with(
                                    pool.ids().toString().replace(" ", ""),
                                    "metadata",
                                    "annotations",
                                    Strimzi.NEXT_IDS));
        }
        for (Kind kind : List.of(Strimzi.TOPIC, Strimzi.USER)) {
            c.belonging(view, kind).forEach(o -> all.add(definition(o, kind)));
        }
        Mirrors.connectedTo(c, view).stream()
                .filter(w -> w.namespace().equals(c.namespace()))
                .forEach(w -> kind(w).ifPresent(k -> all.add(definition(w, k))));
        return all;
    }

    private static Optional<Kind> kind(Resource object) {
        return Strimzi.KINDS.stream()
                .filter(k -> k.kind().equals(object.kind()))
                .findFirst();
    }

    /** As a list that kubectl can apply. */
    static String text(List<Resource> objects) {
        List<Object> items = new ArrayList<>();
        objects.forEach(o -> items.add(o.content()));
        return Json.text(Tree.of("apiVersion", "v1", "kind", "List", "items", items));
    }

    /** The step that keeps them in a ConfigMap of the namespace. */
    static Step keep(KafkaCluster c, String token, String text) {
        return keep(c, token, text, "export");
    }

    /** The same in a plan with several clusters, where the step needs an id of its own. */
    static Step keep(KafkaCluster c, String token, String text, String id) {
        ObjectRef ref = c.beside(Kind.CONFIG_MAP, c.name() + "-export-" + token);
        Resource made = Resource.of(Kind.CONFIG_MAP, ref.namespace(), ref.name(), Map.of("data", Tree.of(KEY, text)))
                .with(Tree.of(Strimzi.EXPORT_LABEL, c.name()), "metadata", "labels")
                .with(Tree.of(CLUSTER_ID, c.clusterId().orElse("")), "metadata", "annotations");
        return Step.change(
                id,
                "make ConfigMap " + ref.namespace() + "/" + ref.name(),
                "It holds every object that makes the cluster again, and its cluster id.",
                new Action.Create(made),
                new Check.Exists(ref),
                new Undo.BestEffort(
                        new Action.Delete(ref, Action.Propagation.BACKGROUND),
                        new Check.Absent(ref),
                        "the export is gone"),
                Steps.SHORT);
    }
}
