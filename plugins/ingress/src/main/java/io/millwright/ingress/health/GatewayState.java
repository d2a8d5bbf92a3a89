package io.millwright.ingress.health;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
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

/** Whether a Gateway carries traffic. */
final class GatewayState extends GatewayCheck {
    private static final List<String> LOOKED_AT =
            List.of("Accepted", "Programmed", "ResolvedRefs", "InsecureFrontendValidationMode");

    GatewayState() {
        super(
                "ingress.gateway.programmed",
                "Gateway programmed",
                Dimension.AVAILABILITY,
                "Gateway status.conditions Accepted, Programmed, ResolvedRefs and status.addresses: False for more than 2 min is Critical,"
                        + " no answer of a controller is Critical, an answer for an older generation is Warning, an unknown reason is"
                        + " Unknown.");
    }

    @Override
    List<Finding> look(Resource g, ObjectRef ref, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        boolean young = Times.kubernetes(g.text("metadata", "creationTimestamp"))
                .filter(t -> t.plus(Duration.ofMinutes(2)).isAfter(view.now()))
                .isPresent();
        Optional<Resource> programmed = g.condition("Programmed");
        if (programmed.isEmpty() && !young) {
            String name = g.text("spec", "gatewayClassName").orElse("");
            boolean known =
                    view.get(ObjectRef.of(Names.GATEWAY_CLASS, "", name)).isPresent();
            findings.add(draft(
                            view,
                            Severity.CRITICAL,
                            "no controller serves Gateway " + path(ref)
                                    + (known ? "" : ": there is no GatewayClass " + name))
                    .suffix("unserved")
                    .impact("None of its hosts can be reached.")
                    .saw("Programmed", ref, "status.conditions[Programmed]", "not reported")
                    .saw("class", ref, "spec.gatewayClassName", name)
                    .manual("see which classes there are", "kubectl get gatewayclass")
                    .build());
        }
        for (Resource condition : g.items("status", "conditions")) {
            String type = condition.text("type").orElse("");
            if (LOOKED_AT.contains(type)) {
                Verdict.of("gateway", condition, view).ifPresent(v -> findings.add(finding(v, ref, view)));
            }
        }
        programmed
                .flatMap(c -> c.number("observedGeneration"))
                .filter(o -> o < g.generation() && !young)
                .ifPresent(o -> findings.add(draft(
                                view,
                                Severity.WARNING,
                                "the newest change of Gateway " + path(ref) + " has no effect yet")
                        .suffix("stale")
                        .impact("It works as it was before the change.")
                        .saw("generation that was seen", ref, "status.conditions[Programmed].observedGeneration", o)
                        .saw("generation", ref, "metadata.generation", g.generation())
                        .manual(
                                "see the control plane's log",
                                "kubectl -n envoy-gateway-system logs deploy/envoy-gateway --tail=50")
                        .build()));
        return findings;
    }

    private Finding finding(Verdict v, ObjectRef ref, ClusterView view) {
        FindingDraft draft = draft(view, v.severity(), "Gateway " + path(ref) + ": " + v.word())
                .suffix(v.type())
                .impact(impact(v))
                .saw(v.type(), ref, "status.conditions[" + v.type() + "]", v.word())
                .cause(v.message());
        switch (v.word()) {
            case "AddressNotAssigned", "AddressNotUsable" ->
                draft.manual("give its Service an address", """
                        kubectl get service -A -l gateway.envoyproxy.io/owning-gateway-name=%1$s
                        EXTERNAL-IP <pending>: nothing in this cluster gives load balancers an address. Install such a provider, or choose
                        spec.provider.kubernetes.envoyService.type: NodePort in the EnvoyProxy of its class.
                        It has one: touch the Service, kubectl -n envoy-gateway-system annotate service NAME touched=now
                        """.formatted(ref.name()));
            case "NoResources" ->
                draft.manual(
                        "see its proxies",
                        "kubectl get pods -A -l gateway.envoyproxy.io/owning-gateway-name=" + ref.name());
            default ->
                draft.manual(
                        "see what it says", "kubectl -n %s describe gateway %s".formatted(ref.namespace(), ref.name()));
        }
        return draft.build();
    }

    private static String impact(Verdict v) {
        if (v.severity() == Severity.UNKNOWN) {
            return "What this reason means isn't known here.";
        }
        return v.type().equals("InsecureFrontendValidationMode")
                ? "Certificates of clients aren't enforced."
                : "Its hosts can't be reached, or not all of them.";
    }
}
