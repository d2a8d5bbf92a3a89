package io.millwright.ingress.health;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Whether every route that wants this Gateway is served by it. */
final class RouteState extends GatewayCheck {
    private static final List<String> LOOKED_AT = List.of("Accepted", "ResolvedRefs", "PartiallyInvalid");

    RouteState() {
        super(
                "ingress.gateway.routes",
                "Routes",
                Dimension.AVAILABILITY,
                "HTTPRoutes, GRPCRoutes and TLSRoutes whose parent is the Gateway: no answer for it, or Accepted or ResolvedRefs False, is"
                        + " Critical; PartiallyInvalid True or an answer for an older generation is Warning; an unknown reason is Unknown.");
    }

    @Override
    List<Finding> look(Resource g, ObjectRef gateway, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        for (Kind kind : Names.ROUTES) {
            for (Resource route : view.list(kind, Selector.ALL)) {
                if (route.items("spec", "parentRefs").stream().anyMatch(p -> is(p, route, gateway))) {
                    look(route, kind, gateway, view, findings);
                }
            }
        }
        return findings;
    }

    private static boolean is(Resource parent, Resource route, ObjectRef gateway) {
        return parent.text("kind").orElse("Gateway").equals("Gateway")
                && parent.text("name").filter(gateway.name()::equals).isPresent()
                && parent.text("namespace").orElse(route.namespace()).equals(gateway.namespace());
    }

    private void look(Resource route, Kind kind, ObjectRef gateway, ClusterView view, List<Finding> findings) {
        ObjectRef ref = ObjectRef.of(kind, route.namespace(), route.name());
        String where = kind.kind() + " " + path(ref);
        String suffix = route.namespace() + "." + route.name();
        List<Resource> answers = route.items("status", "parents").stream()
                .filter(p -> is(new Resource(tree(p)), route, gateway))
                .toList();
        boolean young = Times.kubernetes(route.text("metadata", "creationTimestamp"))
                .filter(t -> t.plus(Duration.ofMinutes(2)).isAfter(view.now()))
                .isPresent();
        if (answers.isEmpty() && !young) {
            findings.add(draft(view, Severity.CRITICAL, where + " is claimed by nobody")
                    .suffix("unclaimed." + suffix)
                    .impact("Its hosts get 404.")
                    .saw("answers for this Gateway", ref, "status.parents", 0)
                    .manual(
                            "see the Gateway's class and controller",
                            "kubectl -n %s describe gateway %s".formatted(gateway.namespace(), gateway.name()))
                    .build());
        }
        for (Resource answer : answers) {
            for (Resource condition : answer.items("conditions")) {
                if (!LOOKED_AT.contains(condition.text("type").orElse(""))) {
                    continue;
                }
                Verdict.of("route", condition, view)
                        .ifPresent(v -> findings.add(draft(view, v.severity(), where + ": " + v.word())
                                .suffix(v.type() + "." + suffix)
                                .impact(
                                        v.severity() == Severity.UNKNOWN
                                                ? "What this reason means isn't known here."
                                                : v.type().equals("ResolvedRefs")
                                                        ? "Requests to the missing backend get 500."
                                                        : v.type().equals("Accepted")
                                                                ? "Its hosts get 404."
                                                                : "Some of its rules don't work.")
                                .saw(v.type(), ref, "status.parents[].conditions[" + v.type() + "]", v.word())
                                .cause(v.message())
                                .manual(
                                        "mend what it names",
                                        "kubectl -n %s describe %s %s"
                                                .formatted(route.namespace(), kind.plural(), route.name()))
                                .build()));
                condition
                        .number("observedGeneration")
                        .filter(o -> o < route.generation()
                                && !young
                                && condition
                                        .text("type")
                                        .filter("Accepted"::equals)
                                        .isPresent())
                        .ifPresent(o -> findings.add(
                                draft(view, Severity.WARNING, "the newest change of " + where + " has no effect yet")
                                        .suffix("stale." + suffix)
                                        .impact("It works as it was before the change.")
                                        .saw(
                                                "generation that was seen",
                                                ref,
                                                "status.parents[].conditions[Accepted].observedGeneration",
                                                o)
                                        .saw("generation", ref, "metadata.generation", route.generation())
                                        .manual(
                                                "see the control plane's log",
                                                "kubectl -n envoy-gateway-system logs deploy/envoy-gateway --tail=50")
                                        .build()));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static java.util.Map<String, Object> tree(Resource answer) {
        return answer.at("parentRef")
                .filter(java.util.Map.class::isInstance)
                .map(m -> (java.util.Map<String, Object>) m)
                .orElse(java.util.Map.of());
    }
}
