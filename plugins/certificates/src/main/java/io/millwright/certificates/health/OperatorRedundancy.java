package io.millwright.certificates.health;

import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Installation.Part;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a restart of one pod is felt. */
final class OperatorRedundancy extends OperatorCheck {
    OperatorRedundancy() {
        super(
                "certificates.operator.redundancy",
                "More than one pod of controller and webhook",
                Dimension.AVAILABILITY,
                "spec.replicas of the Deployments of controller and webhook: one, on a cluster of several nodes, is Info.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        if (view.list(Kind.NODE, Selector.ALL).size() < 2) {
            return List.of();
        }
        Map<Part, Resource> parts = installation.parts(view);
        List<Finding> findings = new ArrayList<>();
        for (Part part : List.of(Part.CONTROLLER, Part.WEBHOOK)) {
            Optional.ofNullable(parts.get(part))
                    .filter(d -> d.number("spec", "replicas").orElse(1L) == 1)
                    .ifPresent(d -> findings.add(draft(view, Severity.INFO, "one pod of the " + part.word())
                            .suffix(part.word())
                            .impact(
                                    part == Part.WEBHOOK
                                            ? "While it restarts, every change of a certificate or issuer is refused."
                                            : "While it restarts, nothing is issued.")
                            .saw("replicas", d.ref(Kind.DEPLOYMENT), "spec.replicas", 1)
                            .run("run two", "scale", Map.of(part.word(), "2"))
                            .build()));
        }
        return findings;
    }
}
