package io.millwright.ingress.health;

import io.millwright.ingress.facts.TlsRefs;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether each listener works: the Gateway's own conditions stay True when some don't. */
final class Listeners extends GatewayCheck {
    private static final List<String> LOOKED_AT =
            List.of("Accepted", "Programmed", "ResolvedRefs", "Conflicted", "OverlappingTLSConfig");

    Listeners() {
        super(
                "ingress.gateway.listeners",
                "Listeners",
                Dimension.AVAILABILITY,
                "Gateway status.listeners: Accepted, Programmed or ResolvedRefs False and Conflicted True are Critical,"
                        + " OverlappingTLSConfig True is Warning, a listener without a status or with an unknown reason is Unknown, one"
                        + " without a route for more than an hour is Info.");
    }

    @Override
    List<Finding> look(Resource g, ObjectRef ref, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        List<Resource> states = g.items("status", "listeners");
        for (Resource listener : g.items("spec", "listeners")) {
            String name = listener.text("name").orElse("?");
            List<Resource> own = states.stream()
                    .filter(s -> s.text("name").filter(name::equals).isPresent())
                    .toList();
            if (own.isEmpty() && g.condition("Programmed").isPresent()) {
                findings.add(draft(
                                view,
                                Severity.UNKNOWN,
                                "listener " + name + " of Gateway " + path(ref) + " has no status")
                        .suffix("silent." + name)
                        .impact("Whether its hosts can be reached can't be told.")
                        .saw("status", ref, "status.listeners[" + name + "]", "none")
                        .manual(
                                "see what it says",
                                "kubectl -n %s describe gateway %s".formatted(ref.namespace(), ref.name()))
                        .build());
            }
            // The second condition is the consequence of the first: one finding for each listener says the cause.
            own.stream()
                    .flatMap(s -> s.items("conditions").stream())
                    .filter(c -> LOOKED_AT.contains(c.text("type").orElse("")))
                    .flatMap(c -> Verdict.of("listener", c, view).stream())
                    .sorted((a, b) -> Integer.compare(rank(a), rank(b)))
                    .findFirst()
                    .ifPresentOrElse(
                            v -> findings.add(finding(v, listener, name, ref, view)),
                            () -> own.forEach(s -> idle(s, g, name, ref, view).ifPresent(findings::add)));
        }
        return findings;
    }

    private Optional<Finding> idle(Resource state, Resource g, String name, ObjectRef ref, ClusterView view) {
        boolean old = Times.kubernetes(g.text("metadata", "creationTimestamp"))
                .filter(t -> t.plus(Duration.ofHours(1)).isBefore(view.now()))
                .isPresent();
        if (!old || state.number("attachedRoutes").filter(n -> n == 0).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(draft(view, Severity.INFO, "listener " + name + " of Gateway " + path(ref) + " has no route")
                .suffix("idle." + name)
                .impact("Requests to it get 404.")
                .saw("routes", ref, "status.listeners[" + name + "].attachedRoutes", 0)
                .manual("see which routes name it", "kubectl get httproute -A -o wide")
                .build());
    }

    private static int rank(Verdict v) {
        return List.of("ResolvedRefs", "Conflicted", "Accepted", "Programmed", "OverlappingTLSConfig")
                .indexOf(v.type());
    }

    private Finding finding(Verdict v, Resource listener, String name, ObjectRef ref, ClusterView view) {
        String remedy = v.type().equals("ResolvedRefs")
                        && !TlsRefs.of(listener, ref.namespace()).isEmpty()
                ? "The Secrets it names: "
                        + String.join(
                                ", ",
                                TlsRefs.of(listener, ref.namespace()).stream()
                                        .map(s -> s.namespace() + "/" + s.name())
                                        .toList())
                        + ". One in another namespace needs a ReferenceGrant there.\n"
                : "";
        return draft(view, v.severity(), "listener " + name + " of Gateway " + path(ref) + ": " + v.word())
                .suffix(v.type() + "." + name)
                .impact(
                        v.severity() == Severity.UNKNOWN
                                ? "What this reason means isn't known here."
                                : v.type().equals("OverlappingTLSConfig")
                                        ? "Browsers may send requests over a connection that was opened for another host."
                                        : "Hosts of this listener can't be reached.")
                .saw(v.type(), ref, "status.listeners[" + name + "].conditions[" + v.type() + "]", v.word())
                .cause(v.message())
                .manual(
                        "mend what it names",
                        remedy + "kubectl -n %s describe gateway %s".formatted(ref.namespace(), ref.name()))
                .build();
    }
}
