package io.millwright.kube;

import io.millwright.engine.inspect.SelectedPods;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
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
        return SelectedPods.ready(service, view).map(pod -> new PodPort(reference(pod), target(service, pod, port)));
    }

    /** By its name: the one that takes its place has the same. */
    static ObjectRef reference(Resource pod) {
        return ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
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
