package io.millwright.sandbox.store;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/** What every cluster has from the start. */
final class Bootstrap {
    private Bootstrap() {}

    static void fill(ObjectStore store) {
        for (String name : List.of("default", "kube-system", "kube-public", "kube-node-lease")) {
            store.create(Kind.NAMESPACE, Resource.of(Kind.NAMESPACE, "", name, Map.of()));
        }
        store.create(
                Kind.SERVICE,
                new Resource(Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "Service",
                        "metadata",
                        Map.of(
                                "name",
                                "kubernetes",
                                "namespace",
                                "default",
                                "labels",
                                Map.of("component", "apiserver", "provider", "kubernetes")),
                        "spec",
                        Map.of(
                                "clusterIP",
                                "10.96.0.1",
                                "ports",
                                List.of(Map.of(
                                        "name", "https", "port", 443, "targetPort", 6443, "protocol", "TCP"))))));
    }
}
