package io.millwright.postgres.cnpg;

import io.millwright.kit.Times;
import io.millwright.kit.Yaml;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an instance says of itself on its status page: PostgreSQL's own view, newer and truer than any object.
 *
 * @param body the page
 */
public record PgStatus(Resource body) {
    public static final String PATH = "/pg/status";

    /** The answer to an attempt to read it. */
    public sealed interface Reading {
        /** It was read. */
        record Seen(PgStatus status) implements Reading {}

        /** It was not, and why. */
        record Unseen(String why) implements Reading {}

        default Optional<PgStatus> page() {
            return this instanceof Seen seen ? Optional.of(seen.status()) : Optional.empty();
        }
    }

    /** Reads that pod's page; never throws for a page that can't be read. */
    public static Reading read(ClusterView view, String namespace, String pod) {
        try {
            HttpReply reply = view.httpGet(ObjectRef.of(Kind.POD, namespace, pod), "https", Cnpg.STATUS_PORT, PATH);
            if (reply.status() < 200 || reply.status() > 299) {
                return new Reading.Unseen("the status page of " + pod + " answered HTTP " + reply.status());
            }
            return new Reading.Seen(new PgStatus(Yaml.document(reply.body(), "status page of " + pod)));
        } catch (ProblemException e) {
            return new Reading.Unseen("the status page of " + pod + " can't be read: "
                    + e.problem().why());
        }
    }

    /**
     * A standby as the primary sees it.
     *
     * @param name the standby's pod
     * @param state {@code streaming}, {@code catchup} …
     * @param lag how old what it replays is
     * @param behind how many bytes it has to replay
     */
    public record Standby(String name, String state, Optional<Duration> lag, Optional<Long> behind, String syncState) {}

    /** A replication slot. */
    public record Slot(String name, String type, boolean active, String walStatus, Optional<Long> retained) {}

    public boolean isPrimary() {
        return body.flag("isPrimary").orElse(false);
    }

    public boolean pendingRestart() {
        return body.flag("pendingRestart").orElse(false)
                || body.flag("pendingRestartForDecrease").orElse(false);
    }

    public boolean walReceiverActive() {
        return body.flag("isWalReceiverActive").orElse(false);
    }

    public long readyWalFiles() {
        return body.number("readyWalFiles").orElse(0L);
    }

    public Optional<String> systemId() {
        return body.text("systemID").filter(s -> !s.isEmpty());
    }

    /** Where the primary writes. */
    public Optional<String> position() {
        return body.text("currentLsn").filter(s -> !s.isEmpty());
    }

    /** The file of the segment that was archived last. */
    public Optional<String> lastArchivedWal() {
        return body.text("lastArchivedWAL").filter(s -> !s.isEmpty());
    }

    public Optional<Instant> lastArchived() {
        return body.text("lastArchivedWALTime").flatMap(Times::loose);
    }

    public Optional<Instant> lastFailed() {
        return body.text("lastFailedWALTime").flatMap(Times::loose);
    }

    /** The primary's rows of {@code pg_stat_replication} that belong to instances; others, such as base backups, have other names. */
    public List<Standby> standbys() {
        String here = body.text("currentLsn").orElse("");
        return body.items("replicationInfo").stream()
                .map(r -> new Standby(
                        r.text("applicationName").orElse(""),
                        r.text("state").orElse(""),
                        r.text("replayLag").flatMap(Times::interval),
                        Lsn.between(r.text("replayLsn").orElse(""), here),
                        r.text("syncState").orElse("")))
                .toList();
    }

    public List<Slot> slots() {
        String here = body.text("currentLsn").orElse("");
        return body.items("replicationSlotsInfo").stream()
                .map(r -> new Slot(
                        r.text("slotName").orElse(""),
                        r.text("slotType").orElse(""),
                        r.flag("active").orElse(false),
                        r.text("walStatus").orElse(""),
                        Lsn.between(r.text("restartLsn").orElse(""), here)))
                .toList();
    }
}
