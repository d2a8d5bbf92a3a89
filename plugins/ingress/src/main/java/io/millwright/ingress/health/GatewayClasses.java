package io.millwright.ingress.health;

import io.millwright.ingress.facts.Envoy;
import io.millwright.ingress.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;

/** Whether Envoy Gateway answers for its classes. */
final class GatewayClasses extends EnvoyCheck {
    GatewayClasses() {
        super(
                "ingress.gateway.class",
                "GatewayClasses",
                Dimension.CONFIGURATION,
                "GatewayClasses of Envoy Gateway's controllerName: none at all is Warning, Accepted other than True is Critical,"
                        + " SupportedVersion False is Warning, a reason that isn't known is Unknown.");
    }

    @Override
    List<Finding> look(Resource deployment, ObjectRef control, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        List<Resource> classes = Envoy.classes(view);
        if (classes.isEmpty()) {
            findings.add(draft(view, Severity.WARNING, "no GatewayClass is Envoy Gateway's")
                    .suffix("none")
                    .impact("It serves no Gateway.")
                    .saw("classes with its name", control, "GatewayClass spec.controllerName", 0)
                    .manual("make one", """
                            kubectl apply -f - <<EOF
                            apiVersion: gateway.networking.k8s.io/v1
                            kind: GatewayClass
                            metadata: {name: eg}
                            spec: {controllerName: %s}
                            EOF
                            """.formatted(Names.ENVOY_CONTROLLER))
                    .build());
        }
        for (Resource c : classes) {
            ObjectRef ref = ObjectRef.of(Names.GATEWAY_CLASS, "", c.name());
            for (Resource condition : c.items("status", "conditions")) {
                if (!List.of("Accepted", "SupportedVersion")
                        .contains(condition.text("type").orElse(""))) {
                    continue;
                }
                Verdict.of("class", condition, view)
                        .ifPresent(v ->
                                findings.add(draft(view, v.severity(), "GatewayClass " + c.name() + ": " + v.word())
                                        .suffix(v.type() + "." + c.name())
                                        .impact(
                                                v.type().equals("Accepted")
                                                        ? "None of its Gateways carries traffic."
                                                        : "Parts of the Gateway API may be left unserved.")
                                        .saw(v.type(), ref, "status.conditions[" + v.type() + "]", v.word())
                                        .cause(v.message())
                                        .manual("see what it says", "kubectl describe gatewayclass " + c.name())
                                        .build()));
            }
            if (c.condition("Accepted").isEmpty()) {
                findings.add(draft(view, Severity.CRITICAL, "GatewayClass " + c.name() + ": nobody has accepted it")
                        .suffix("unanswered." + c.name())
                        .impact("None of its Gateways carries traffic.")
                        .saw("Accepted", ref, "status.conditions[Accepted]", "not reported")
                        .manual(
                                "see whether the control plane runs",
                                "kubectl -n %s logs deploy/%s --tail=50".formatted(control.namespace(), control.name()))
                        .build());
            }
        }
        return findings;
    }
}
