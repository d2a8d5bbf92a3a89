package io.millwright.postgres.health;

import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgStatus;
import io.millwright.postgres.cnpg.PgStatus.Reading;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the WAL reaches the archive. Says nothing for a cluster without one: its condition is True all the same. */
final class WalArchiving extends ClusterCheck {
    private static final Duration LONG = Duration.ofMinutes(15);
    private static final Duration START = Duration.ofMinutes(10);

    WalArchiving() {
        super(
                "postgres.wal.archiving",
                "WAL archiving",
                Dimension.DURABILITY,
                "Only with an archiver configured: condition ContinuousArchiving (False longer than 15 min is Critical), the primary's status"
                        + " page: last failure newer than last success, readyWalFiles above 10 is Warning, above 100 Critical.");
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        if (c.object().annotation(Cnpg.SKIP_ARCHIVING).filter("enabled"::equals).isPresent()) {
            findings.add(skipped(c, view));
        }
        if (!c.archives() || c.hibernationWanted() || c.currentPrimary().isEmpty()) {
            return findings;
        }
        condition(c, view).ifPresent(findings::add);
        if (findings.isEmpty()) {
            findings.addAll(archiver(c, view));
        }
        return findings;
    }

    private Finding skipped(PgCluster c, ClusterView view) {
        return draft(view, Severity.CRITICAL, "WAL archiving is switched off by annotation")
                .suffix("skipped")
                .impact("What is written since then can't be recovered from the archive.")
                .saw("annotation", c.ref(), "metadata.annotations[" + Cnpg.SKIP_ARCHIVING + "]", "enabled")
                .manual(
                        "take the annotation away",
                        "kubectl -n " + c.namespace() + " annotate cluster " + c.name() + " " + Cnpg.SKIP_ARCHIVING
                                + "-\nThen back up at once: the archive has a hole.")
                .build();
    }

    private Optional<Finding> condition(PgCluster c, ClusterView view) {
        Optional<Resource> condition = c.object().condition("ContinuousArchiving");
        if (condition.isEmpty()) {
            Duration age = c.created().map(t -> Duration.between(t, view.now())).orElse(Duration.ZERO);
            return age.compareTo(START) < 0 || !c.healthy()
                    ? Optional.empty()
                    : Optional.of(failing(c, draft(view, Severity.WARNING, "no WAL file has been archived yet"))
                            .suffix("never")
                            .saw("condition", c.ref(), "status.conditions[ContinuousArchiving]", "absent")
                            .build());
        }
        if (condition.get().text("status").orElse("").equals("True")) {
            return Optional.empty();
        }
        Optional<Instant> since = Times.kubernetes(condition.get().text("lastTransitionTime"));
        boolean lasts = since.map(t -> Duration.between(t, view.now()).compareTo(LONG) >= 0)
                .orElse(true);
        String message = condition.get().text("message").orElse("no message");
        return Optional.of(failing(
                        c,
                        draft(
                                view,
                                lasts ? Severity.CRITICAL : Severity.DEGRADED,
                                "WAL archiving fails"
                                        + since.map(t -> " since " + Times.words(Duration.between(t, view.now())))
                                                .orElse("")))
                .suffix("failing")
                .saw(
                        "condition",
                        c.ref(),
                        "status.conditions[ContinuousArchiving]",
                        condition.get().text("reason").orElse("False"))
                .saw("its message", c.ref(), "status.conditions[ContinuousArchiving].message", message)
                .cause(message)
                .since(since)
                .build());
    }

    private List<Finding> archiver(PgCluster c, ClusterView view) {
        String pod = c.currentPrimary().orElse("");
        ObjectRef ref = ObjectRef.of(Kind.POD, c.namespace(), pod);
        return switch (PgStatus.read(view, c.namespace(), pod)) {
            case Reading.Unseen unseen ->
                List.of(draft(view, Severity.UNKNOWN, "the archiver's state can't be read")
                        .suffix("unknown")
                        .impact("A failing archive shows only later.")
                        .saw(unseen.why(), ref, PgStatus.PATH, "no answer")
                        .manual(
                                "allow the proxy",
                                "Reading it needs the right to get pods/proxy in " + c.namespace() + ".")
                        .build());
            case Reading.Seen seen -> archiver(c, seen.status(), ref, view);
        };
    }

    private List<Finding> archiver(PgCluster c, PgStatus s, ObjectRef ref, ClusterView view) {
        boolean failed = s.lastFailed().isPresent()
                && s.lastArchived()
                        .map(a -> s.lastFailed().get().isAfter(a.plusSeconds(1)))
                        .orElse(true);
        Severity severity = s.readyWalFiles() > 100
                ? Severity.CRITICAL
                : failed ? Severity.DEGRADED : s.readyWalFiles() > 10 ? Severity.WARNING : Severity.OK;
        if (severity == Severity.OK) {
            return List.of();
        }
        String title = failed
                ? "the last attempt to archive WAL failed"
                : s.readyWalFiles() + " WAL files wait to be archived";
        return List.of(failing(c, draft(view, severity, title))
                .suffix(failed ? "failing" : "backlog")
                .saw("files waiting", ref, PgStatus.PATH + " readyWalFiles", s.readyWalFiles())
                .saw(
                        "last archived",
                        ref,
                        PgStatus.PATH + " lastArchivedWALTime",
                        s.lastArchived().map(Instant::toString).orElse("never"))
                .saw(
                        "last failed",
                        ref,
                        PgStatus.PATH + " lastFailedWALTime",
                        s.lastFailed().map(Instant::toString).orElse("never"))
                .since(failed ? s.lastFailed() : Optional.empty())
                .build());
    }

    private static FindingDraft failing(PgCluster c, FindingDraft draft) {
        String container = c.barmanPlugin().isPresent() ? "plugin-barman-cloud" : "postgres";
        return draft.impact(
                        "What was written since then can't be recovered if the volumes are lost, and WAL fills the disk.")
                .manual(
                        "read why the archive refuses",
                        "kubectl -n " + c.namespace() + " logs "
                                + c.currentPrimary().orElse("POD")
                                + " -c " + container + " --tail=100 | grep -i archiv\n"
                                + "'Expected empty archive' means that the path holds another cluster's files: give this cluster its own server name"
                                + " or path. Otherwise look at the credentials, the endpoint and the bucket.");
    }
}
