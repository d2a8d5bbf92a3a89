package io.millwright.postgres.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.NotReady;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgStatus;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;

/** Whether changed parameters wait for a restart. An instance whose page can't be read is the lag check's finding. */
final class RestartPending extends ClusterCheck {
    RestartPending() {
        super(
                "postgres.restart.pending",
                "Pending restarts",
                Dimension.CONFIGURATION,
                "Status pages of all ready instances: pendingRestart or pendingRestartForDecrease while the phase says healthy is Warning.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (!c.healthy() || c.hibernationWanted()) {
            return List.of();
        }
        List<Resource> pending = c.pods(view).stream()
                .filter(NotReady::ready)
                .filter(p -> PgStatus.read(view, c.namespace(), p.name())
                        .page()
                        .map(PgStatus::pendingRestart)
                        .orElse(false))
                .toList();
        if (pending.isEmpty()) {
            return List.of();
        }
        FindingDraft draft = draft(view, Severity.WARNING, pending.size() + " instances wait for a restart")
                .impact("Changed parameters aren't live until they restart.");
        pending.forEach(p -> draft.saw(
                "pending", ObjectRef.of(Kind.POD, c.namespace(), p.name()), PgStatus.PATH + " pendingRestart", true));
        return List.of(draft.run("restart the instances", "restart", Map.of()).build());
    }
}
