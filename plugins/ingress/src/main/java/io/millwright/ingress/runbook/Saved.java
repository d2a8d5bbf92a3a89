package io.millwright.ingress.runbook;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Objects of the ways in, as a ConfigMap keeps them: each as JSON, without what the API server writes. Secrets are never among them. */
final class Saved {
    /** In the order in which they are brought back. */
    private static final List<Kind> KINDS = List.of(
            Names.GATEWAY, Names.REFERENCE_GRANT, Names.HTTP_ROUTE, Names.GRPC_ROUTE, Names.TLS_ROUTE, Names.INGRESS);

    static final String LABEL = "millwright.io/backup-of";

    private Saved() {}

    /** What is there in a namespace, by key. */
    static Map<String, String> of(String namespace, ClusterView view) {
        Map<String, String> saved = new LinkedHashMap<>();
        for (Kind kind : KINDS) {
            for (Resource object : view.list(kind, Selector.in(namespace))) {
                saved.put(
                        kind.kind() + "." + object.name(),
                        Json.text(bare(object, kind).content()));
            }
        }
        return saved;
    }

    private static Resource bare(Resource object, Kind kind) {
        Resource bare = object.without("status");
        for (String field : List.of(
                "uid",
                "resourceVersion",
                "generation",
                "creationTimestamp",
                "managedFields",
                "selfLink",
                "ownerReferences")) {
            bare = bare.without("metadata", field);
        }
        return bare.without("metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration")
                .with(kind.apiVersion(), "apiVersion")
                .with(kind.kind(), "kind");
    }

    /** The objects that a ConfigMap keeps, in the order in which they are brought back. */
    static List<Resource> read(Resource configMap) {
        List<Resource> objects = new ArrayList<>();
        Map<String, String> data = configMap.textMap("data");
        for (Kind kind : KINDS) {
            data.forEach((key, text) -> {
                if (key.startsWith(kind.kind() + ".")) {
                    objects.add(Yaml.document(text, configMap.name() + " " + key));
                }
            });
        }
        return objects;
    }
}
