package io.millwright.postgres.health;

import io.millwright.kit.Bytes;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgStatus;
import io.millwright.postgres.cnpg.PgStatus.Slot;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** Whether a replication slot keeps WAL that nobody fetches. A page that can't be read is the lag and archiving checks' finding. */
final class Slots extends ClusterCheck {
    private static final long MUCH = 1L << 30;

    Slots() {
        super(
                "postgres.replication.slots",
                "Replication slots",
                Dimension.CAPACITY,
                "The primary's status page (replicationSlotsInfo): walStatus lost or unreserved is Critical, an inactive slot that keeps more than"
                        + " 1 GB of WAL is Warning.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (c.hibernationWanted() || c.currentPrimary().isEmpty()) {
            return List.of();
        }
        return PgStatus.read(view, c.namespace(), c.currentPrimary().get())
                .page()
                .map(PgStatus::slots)
                .orElse(List.of())
                .stream()
                .flatMap(s -> slot(c, s, view).stream())
                .toList();
    }

    private Optional<Finding> slot(PgCluster c, Slot s, ClusterView view) {
        boolean lost = s.walStatus().equals("lost") || s.walStatus().equals("unreserved");
        long kept = s.retained().orElse(0L);
        if (!lost && (s.active() || kept <= MUCH)) {
            return Optional.empty();
        }
        ObjectRef pod = ObjectRef.of(Kind.POD, c.namespace(), c.currentPrimary().orElse(""));
        return Optional.of(draft(
                        view,
                        lost ? Severity.CRITICAL : Severity.WARNING,
                        lost
                                ? "slot " + s.name() + " has lost its WAL"
                                : "unused slot " + s.name() + " keeps " + Bytes.words(kept) + " of WAL")
                .suffix(lost ? "lost" : "unused")
                .impact(
                        lost
                                ? "Who reads from it has to start anew."
                                : "WAL grows until the volume is full, and then PostgreSQL stops.")
                .saw("status", pod, PgStatus.PATH + " replicationSlotsInfo[" + s.name() + "].walStatus", s.walStatus())
                .saw("active", pod, PgStatus.PATH + " replicationSlotsInfo[" + s.name() + "].active", s.active())
                .saw(
                        "kept",
                        pod,
                        PgStatus.PATH + " replicationSlotsInfo[" + s.name() + "].restartLsn",
                        Bytes.words(kept))
                .manual(
                        "find its reader, or drop it",
                        "kubectl -n " + c.namespace() + " exec " + pod.name()
                                + " -c postgres -- psql -c \"select pg_drop_replication_slot('" + s.name() + "')\"\n"
                                + "A slot named _cnpg_… belongs to a standby: make that standby anew instead.")
                .build());
    }
}
