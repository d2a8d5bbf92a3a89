package io.millwright.postgres.runbook;

import io.millwright.kit.Times;
import io.millwright.kit.plan.Ask;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgStatus;
import io.millwright.postgres.cnpg.Snapshots;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Up to where WAL is replayed, and on which base backup.
 *
 * @param target {@code recoveryTarget} of the recovery; empty for everything that was archived
 * @param words the same for people
 * @param backup the Backup that must still be there; empty when the operator chooses
 * @param latest whether everything that was archived is replayed
 */
record RecoveryPoint(Map<String, Object> target, String words, Optional<ObjectRef> backup, boolean latest) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssxxx").withZone(ZoneOffset.UTC);

    static List<Parameter> parameters() {
        return List.of(
                Ask.choice(
                        "until",
                        "Until",
                        "How far WAL is replayed: all of it, or to a time, a position, a named restore point, a transaction, or only until"
                                + " the backup is consistent.",
                        "latest",
                        "time",
                        "lsn",
                        "name",
                        "xid",
                        "immediate"),
                Ask.text(
                        "time",
                        "Time",
                        "The last moment to keep, with its offset from UTC: 2026-09-01T10:15:00+02:00.",
                        "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?(Z|[+-]\\d\\d:\\d\\d)",
                        "a time with its offset, such as 2026-09-01T10:15:00+02:00 or 2026-09-01T08:15:00Z"),
                Ask.text(
                        "lsn",
                        "Position",
                        "Position in the WAL, such as 0/3000148.",
                        "[0-9A-Fa-f]{1,8}/[0-9A-Fa-f]{1,8}",
                        "a position such as 0/3000148"),
                Ask.text(
                        "restore-point",
                        "Restore point",
                        "Name given to pg_create_restore_point.",
                        "[^\\s'\"]{1,63}",
                        "a name without spaces and quotes"),
                Ask.text("xid", "Transaction", "Number of the last transaction to keep.", "[0-9]{1,20}", "a number"),
                Ask.yesNo("exclusive", "Stop before", "Whether to stop just before the target, not after it.", false),
                Ask.name(
                        "backup",
                        "Backup",
                        "Which Backup it begins with; empty: the newest that ended before the target.",
                        253));
    }

    /**
     * The one that was asked for.
     *
     * @throws ProblemException of kind USER when nothing that is known of the archive reaches there
     */
    static RecoveryPoint of(Request request, PgCluster c, boolean snapshots, ClusterView view) {
        Backups backups = Backups.of(c, view);
        String until = request.input("until").isEmpty() ? "latest" : request.input("until");
        boolean wal = Origin.of(c).isPresent();
        if (!wal && !until.equals("latest") && !until.equals("immediate")) {
            throw refused(
                    c,
                    "its WAL is archived nowhere, so that a restore ends where the snapshot was taken",
                    "Choose until=latest.");
        }
        Optional<Instant> time =
                until.equals("time") ? Optional.of(time(request, c, backups, snapshots, view)) : Optional.empty();
        Optional<Resource> backup = backup(request.input("backup"), c, backups, snapshots, time);
        if (!wal) {
            return new RecoveryPoint(Map.of(), "the moment of the snapshot", backup.map(b -> reference(c, b)), false);
        }
        Map<String, Object> target = new LinkedHashMap<>();
        String words = switch (until) {
            case "time" -> {
                Instant to = time.orElseThrow();
                target.put("targetTime", TIME.format(to));
                yield "time " + to + ", " + Times.words(Duration.between(to, view.now())) + " ago";
            }
            case "lsn" -> "position " + put(target, "targetLSN", need(request, "lsn"));
            case "name" -> "restore point " + put(target, "targetName", need(request, "restore-point"));
            case "xid" -> "transaction " + put(target, "targetXID", need(request, "xid"));
            case "immediate" -> {
                target.put("targetImmediate", true);
                yield "the end of the backup";
            }
            default -> "the end of the archived WAL";
        };
        boolean latest = until.equals("latest");
        if (request.yes("exclusive") && !latest && !until.equals("immediate")) {
            target.put("exclusive", true);
            words = "just before " + words;
        }
        boolean named = !request.input("backup").isEmpty();
        boolean must = until.equals("name") || until.equals("xid") || until.equals("immediate");
        // A snapshot says itself which backup it is, and the operator refuses to be told twice.
        if (!snapshots && (named || must)) {
            // Without a time or a position the operator can't know which backup is old enough.
            String id = backup.flatMap(b -> b.text("status", "backupId"))
                    .orElseThrow(() -> refused(
                            c,
                            "this kind of target needs a Backup object to begin with",
                            "Name one that the listing backups shows."));
            target.put("backupID", id);
        }
        return new RecoveryPoint(target, words, backup.map(b -> reference(c, b)), latest);
    }

    private static ObjectRef reference(PgCluster c, Resource backup) {
        return ObjectRef.of(Cnpg.BACKUP, c.namespace(), backup.name());
    }

    private static String put(Map<String, Object> target, String field, String value) {
        target.put(field, value);
        return value;
    }

    private static String need(Request request, String id) {
        if (request.input(id).isEmpty()) {
            throw new ProblemException(Problem.user(
                    "plan 'Restore to a new cluster'",
                    "until " + request.input("until"),
                    "input " + id + " is missing",
                    "Give it, or choose until=latest."));
        }
        return request.input(id);
    }

    private static Instant time(Request request, PgCluster c, Backups backups, boolean snapshots, ClusterView view) {
        Instant asked = Times.kubernetes(Optional.of(need(request, "time")))
                .orElseThrow(() -> refused(c, request.input("time") + " is no time of any calendar", "Correct it."));
        if (asked.isAfter(view.now())) {
            throw refused(
                    c,
                    asked + " is in the future: it is " + view.now() + " now",
                    "Look at the offset: Z means UTC. For everything there is choose until=latest.");
        }
        Optional<Instant> from = firstPoint(c, backups, snapshots);
        from.filter(asked::isBefore).ifPresent(f -> {
            throw refused(
                    c,
                    "no backup is old enough for " + asked + ": what is kept begins at " + f,
                    "Choose a time from " + f + " on.");
        });
        archivedUntil(c, view).filter(asked::isAfter).ifPresent(end -> {
            throw refused(
                    c,
                    "archived WAL reaches until " + end
                            + " only, and PostgreSQL stops with an error when it can't reach " + asked,
                    "Choose an earlier time, or until=latest.");
        });
        return asked;
    }

    /** From when on a restore can reach, by the store or by the oldest Backup. */
    private static Optional<Instant> firstPoint(PgCluster c, Backups backups, boolean snapshots) {
        Optional<Instant> oldest =
                usable(c, backups, snapshots).map(Backups::when).min(Comparator.naturalOrder());
        return snapshots
                ? oldest
                : backups.window()
                        .flatMap(w -> Times.kubernetes(w.text("firstRecoverabilityPoint")))
                        .or(() -> Times.kubernetes(c.object().text("status", "firstRecoverabilityPoint")))
                        .or(() -> oldest);
    }

    /** Until when WAL is archived, by the primary's own account; empty when it can't be asked. */
    static Optional<Instant> archivedUntil(PgCluster c, ClusterView view) {
        return c.currentPrimary()
                .flatMap(p -> PgStatus.read(view, c.namespace(), p).page())
                .flatMap(PgStatus::lastArchived);
    }

    /** Completed backups, in an object store or of snapshots that are there, of the major version that the data has now. */
    private static Stream<Resource> usable(PgCluster c, Backups backups, boolean snapshots) {
        String major = c.version().map(v -> v.major()).orElse("");
        return backups.usable()
                .filter(b -> Snapshots.made(b) == snapshots)
                .filter(b -> b.text("status", "majorVersion")
                        .filter(v -> !major.isEmpty() && !v.equals(major))
                        .isEmpty());
    }

    private static Optional<Resource> backup(
            String name, PgCluster c, Backups backups, boolean snapshots, Optional<Instant> until) {
        if (name.isEmpty()) {
            return usable(c, backups, snapshots)
                    .filter(b -> until.map(t -> !Backups.when(b).isAfter(t)).orElse(true))
                    .max(Comparator.comparing(Backups::when));
        }
        Resource chosen = usable(c, backups, snapshots)
                .filter(b -> b.name().equals(name))
                .findFirst()
                .orElseThrow(() -> refused(
                        c,
                        "Backup " + name + " is not a completed one of it "
                                + (snapshots ? "whose volume snapshots are there" : "in an object store"),
                        "See the listing backups, or leave it empty."));
        until.filter(t -> Backups.when(chosen).isAfter(t)).ifPresent(t -> {
            throw refused(c, "Backup " + name + " ended after " + t, "Choose an older backup, or leave it empty.");
        });
        return Optional.of(chosen);
    }

    private static ProblemException refused(PgCluster c, String why, String next) {
        return new ProblemException(Problem.user(
                "plan 'Restore to a new cluster'", "Cluster " + c.namespace() + "/" + c.name(), why, next));
    }
}
