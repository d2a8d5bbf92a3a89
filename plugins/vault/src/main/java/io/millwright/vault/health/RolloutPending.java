package io.millwright.vault.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Map;

/** Whether servers still run a former template. */
final class RolloutPending extends ServerCheck {
    RolloutPending() {
        super(
                "vault.rollout-pending",
                "Newest template running",
                Dimension.CONFIGURATION,
                "Label controller-revision-hash of each pod against StatefulSet status.updateRevision: another one is Warning.");
    }

    @Override
    List<Finding> look(Server server, ClusterView view) {
        List<Resource> former =
                server.pods(view).stream().filter(p -> !server.current(p)).toList();
        if (former.isEmpty()) {
            return List.of();
        }
        FindingDraft draft = draft(view, Severity.WARNING, former.size() + " servers run a former template")
                .impact(
                        "A change of version, configuration or resources isn't live there; it becomes so at a restart that nobody planned.")
                .saw(
                        "newest",
                        server.ref(),
                        "status.updateRevision",
                        server.set().text("status", "updateRevision").orElse(""));
        former.forEach(p -> draft.saw(
                p.name(),
                p.ref(Kind.POD),
                "metadata.labels." + Names.REVISION,
                p.label(Names.REVISION).orElse("none")));
        return List.of(draft.run("restart them, standbys first", "restart", Map.of("which", "former"))
                .build());
    }
}
