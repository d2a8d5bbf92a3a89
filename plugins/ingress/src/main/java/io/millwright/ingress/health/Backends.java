package io.millwright.ingress.health;

import io.millwright.ingress.facts.Backend;
import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether there is somebody behind every path. */
final class Backends extends NginxCheck {
    Backends() {
        super(
                "ingress.nginx.backends",
                "Backends of Ingresses",
                Dimension.AVAILABILITY,
                "Service, port and ready endpoints of every path: a missing Service or port is Critical, no ready endpoint is"
                        + " Warning.");
    }

    @Override
    List<Finding> look(Nginx n, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        for (Resource ingress : n.ingresses(view)) {
            for (Backend backend : Backend.of(ingress)) {
                look(ingress, backend, view).ifPresent(findings::add);
            }
        }
        return findings;
    }

    private Optional<Finding> look(Resource ingress, Backend backend, ClusterView view) {
        ObjectRef ref = ObjectRef.of(Names.INGRESS, ingress.namespace(), ingress.name());
        String where = ingress.namespace() + "/" + ingress.name();
        String service = backend.service().namespace() + "/" + backend.service().name();
        String suffix = ingress.namespace() + "." + ingress.name() + "."
                + backend.service().name();
        Optional<Resource> live = view.get(backend.service());
        if (live.isEmpty() || backend.number(live.get()).isEmpty()) {
            String what = live.isEmpty()
                    ? "Service " + service + " doesn't exist"
                    : "Service " + service + " has no port " + backend.port();
            return Optional.of(draft(view, Severity.CRITICAL, "Ingress " + where + ": " + what)
                    .suffix("missing." + suffix)
                    .impact("Its users get 503.")
                    .saw(
                            "backend",
                            ref,
                            "spec.rules[].http.paths[].backend.service",
                            backend.service().name() + ":" + backend.port())
                    .saw(
                            "Service",
                            backend.service(),
                            live.isEmpty() ? "metadata.name" : "spec.ports",
                            live.isEmpty() ? "not found" : "no such port")
                    .manual(
                            "name the Service that there is",
                            "kubectl -n %1$s get services; kubectl -n %1$s edit ingress %2$s"
                                    .formatted(ingress.namespace(), ingress.name()))
                    .build());
        }
        boolean external =
                live.get().text("spec", "type").filter("ExternalName"::equals).isPresent();
        if (!external && Backend.readyEndpoints(backend.service(), view) == 0) {
            return Optional.of(
                    draft(view, Severity.WARNING, "Ingress " + where + ": nobody answers behind Service " + service)
                            .suffix("empty." + suffix)
                            .impact("Its users get 503.")
                            .saw("ready endpoints", backend.service(), "EndpointSlice endpoints[].conditions.ready", 0)
                            .manual(
                                    "see the pods behind it",
                                    "kubectl -n %s get endpointslices -l %s=%s; kubectl -n %s get pods"
                                            .formatted(
                                                    ingress.namespace(),
                                                    Names.SERVICE_NAME,
                                                    backend.service().name(),
                                                    ingress.namespace()))
                            .build());
        }
        return Optional.empty();
    }
}
