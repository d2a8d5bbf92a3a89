package io.millwright.kube;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.Map;
import java.util.Optional;

/** A port of a pod, which is where a port-forward ends. */
record PodPort(ObjectRef pod, int port) {
    /** The port itself, or for a service a ready pod behind it and the port there; empty when there is none. */
    static Optional<PodPort> of(ObjectRef podOrService, int port, ClusterView view) {
        if (podOrService.kind().equals(Kind.POD)) {
            return Optional.of(new PodPort(podOrService, port));
        }
        return view.get(podOrService).flatMap(service -> behind(service, port, view));
    }

    private static Optional<PodPort> behind(Resource service, int port, ClusterView view) {
        return ready(service.namespace(), service.textMap("spec", "selector"), view)
                .map(pod -> new PodPort(reference(pod), target(service, pod, port)));
    }

    /** A ready pod with these labels. */
    static Optional<Resource> ready(String namespace, Map<String, String> labels, ClusterView view) {
        return labels.isEmpty()
                ? Optional.empty()
                : view.list(Kind.POD, new Selector(namespace, labels, Map.of())).stream()
                        .filter(PodPort::ready)
                        .findFirst();
    }

    /** By its name: the one that takes its place has the same. */
    static ObjectRef reference(Resource pod) {
        return ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
    }

    private static boolean ready(Resource pod) {
        return pod.at("metadata", "deletionTimestamp").isEmpty()
                && pod.condition("Ready")
                        .flatMap(c -> c.text("status"))
                        .filter("True"::equals)
                        .isPresent();
    }

    private static int target(Resource service, Resource pod, int port) {
        Optional<Resource> entry = service.items("spec", "ports").stream()
                .filter(p -> p.number("port").orElse(0L) == port)
                .findFirst();
        Optional<Long> number = entry.flatMap(p -> p.number("targetPort"));
        Optional<Long> named = entry.flatMap(p -> p.text("targetPort"))
                .flatMap(name -> pod.items("spec", "containers").stream()
                        .flatMap(c -> c.items("ports").stream())
                        .filter(c -> c.text("name").orElse("").equals(name))
                        .flatMap(c -> c.number("containerPort").stream())
                        .findFirst());
        return named.or(() -> number).map(Math::toIntExact).orElse(port);
    }
}
