package io.millwright.certificates.health;

import io.millwright.certificates.facts.Cert;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Installation.Part;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the three programs run. */
final class OperatorReady extends OperatorCheck {
    OperatorReady() {
        super(
                "certificates.operator.ready",
                "Controller, webhook and injector run",
                Dimension.AVAILABILITY,
                "status.availableReplicas of the three Deployments: fewer than wanted is Warning, none or no Deployment is Critical."
                        + " Definitions that are left without a controller are Warning, with certificates Critical.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        Map<Part, Resource> parts = installation.parts(view);
        List<Finding> findings = new ArrayList<>();
        for (Part part : Part.values()) {
            Optional<Resource> deployment = Optional.ofNullable(parts.get(part));
            if (deployment.isEmpty()) {
                findings.add(draft(view, Severity.CRITICAL, "there is no " + part.word())
                        .suffix(part.word() + ".missing")
                        .impact(impact(part))
                        .saw("looked for the " + part.word(), installation.ref(), "metadata.namespace", "no Deployment")
                        .manual(
                                "bring it back",
                                "Upgrade or install the release again with its own values; look for what deleted it:"
                                        + " kubectl -n " + installation.namespace() + " get events")
                        .build());
                continue;
            }
            ObjectRef ref = deployment.get().ref(Kind.DEPLOYMENT);
            long wanted = deployment.get().number("spec", "replicas").orElse(1L);
            long available =
                    deployment.get().number("status", "availableReplicas").orElse(0L);
            if (available >= wanted && available > 0) {
                continue;
            }
            FindingDraft draft = draft(
                            view,
                            available == 0 ? Severity.CRITICAL : Severity.WARNING,
                            available == 0
                                    ? "no " + part.word() + " runs"
                                    : available + " of " + wanted + " pods of the " + part.word() + " run")
                    .suffix(part.word())
                    .impact(impact(part))
                    .saw("available pods", ref, "status.availableReplicas", available + " of " + wanted);
            if (wanted == 0) {
                draft.run("scale it to one", "scale", Map.of(part.word(), "1"));
            } else {
                draft.manual(
                        "look at its pods",
                        "kubectl -n " + ref.namespace() + " describe deployment " + ref.name() + "\nkubectl -n "
                                + ref.namespace() + " logs deployment/" + ref.name() + " --tail=50");
            }
            findings.add(draft.build());
        }
        return findings;
    }

    private static String impact(Part part) {
        return switch (part) {
            case CONTROLLER -> "Nothing is issued or renewed: certificates run out one after the other.";
            case WEBHOOK -> "Every change of a certificate or issuer is refused by the API server.";
            case INJECTOR ->
                "The API server can't be told of a new certificate of the webhook: changes are refused when it changes.";
        };
    }

    @Override
    List<Finding> leftOver(Resource definition, ClusterView view) {
        int kept = Cert.all(view).size();
        return List.of(draft(
                        view,
                        kept > 0 ? Severity.CRITICAL : Severity.WARNING,
                        "definitions are left, but no controller"
                                + (kept > 0 ? ": " + kept + " certificates aren't renewed" : ""))
                .suffix("leftover")
                .impact("Nothing is issued or renewed, and what is written isn't checked.")
                .saw("looked for a controller", definition.ref(Kind.CUSTOM_RESOURCE_DEFINITION), "", "no Deployment")
                .run("install cert-manager", "install", Map.of())
                .build());
    }
}
