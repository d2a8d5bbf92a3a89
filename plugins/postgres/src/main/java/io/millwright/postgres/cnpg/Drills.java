package io.millwright.postgres.cnpg;

import io.millwright.kit.Times;
import io.millwright.kit.Tree;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Restore drills as they are recorded in the cluster: a ConfigMap when one begins and another when its data has been read. The API server
 * dates both, so that what is measured doesn't depend on anybody's clock.
 */
public final class Drills {
    /** Label of both, whose value is the cluster that was restored. */
    public static final String LABEL = "millwright.io/restore-drill";

    private static final String VERIFIED = "-verified";

    private Drills() {}

    /**
     * One drill.
     *
     * @param name of the copy that was made
     * @param began when its record was made
     * @param verified when the copy's data had been read; empty while it hasn't
     * @param point how old the newest data that could be restored was when it began
     * @param backup what it began with
     */
    public record Drill(
            String name,
            String namespace,
            String cluster,
            Instant began,
            Optional<Instant> verified,
            Optional<Duration> point,
            String backup) {
        /** From the beginning to the first good read: what users would have waited. */
        public Optional<Duration> time() {
            return verified.map(v -> Duration.between(began, v));
        }
    }

    /** The drills of that cluster, newest first. */
    public static List<Drill> of(PgCluster c, ClusterView view) {
        return read(view.list(Kind.CONFIG_MAP, Selector.labelled(c.namespace(), LABEL, c.name())));
    }

    /** Those that these records tell of, newest first. */
    public static List<Drill> read(List<Resource> records) {
        Map<String, Resource> verified = records.stream()
                .filter(r -> r.name().endsWith(VERIFIED))
                .collect(Collectors.toMap(
                        r -> r.namespace() + "/" + r.text("data", "drill").orElse(""), r -> r, (a, b) -> a));
        return records.stream()
                .filter(r -> !r.name().endsWith(VERIFIED))
                .map(r -> new Drill(
                        r.name(),
                        r.namespace(),
                        r.label(LABEL).orElse(""),
                        created(r).orElse(Instant.EPOCH),
                        Optional.ofNullable(verified.get(r.namespace() + "/" + r.name()))
                                .flatMap(Drills::created),
                        point(r),
                        r.text("data", "backup").orElse("")))
                .sorted(Comparator.comparing(Drill::began).reversed())
                .toList();
    }

    private static Optional<Instant> created(Resource r) {
        return Times.kubernetes(r.text("metadata", "creationTimestamp"));
    }

    private static Optional<Duration> point(Resource r) {
        return Times.kubernetes(r.text("data", "planned"))
                .flatMap(p -> Times.kubernetes(r.text("data", "archivedUntil")).map(a -> Duration.between(a, p)));
    }

    /** The record of one that begins. */
    public static Resource beginning(
            PgCluster c, String copy, String backup, Optional<Instant> archivedUntil, Instant planned) {
        Map<String, Object> data = Tree.of("cluster", c.name(), "backup", backup, "planned", planned.toString());
        archivedUntil.ifPresent(a -> data.put("archivedUntil", a.toString()));
        return record(c, copy, data);
    }

    /** The record of one whose data has been read. */
    public static Resource verified(PgCluster c, String copy, String read) {
        return record(c, copy + VERIFIED, Tree.of("cluster", c.name(), "drill", copy, "read", read));
    }

    private static Resource record(PgCluster c, String name, Map<String, Object> data) {
        return Resource.of(Kind.CONFIG_MAP, c.namespace(), name, Tree.of("data", data))
                .with(Tree.of(LABEL, c.name()), "metadata", "labels");
    }
}
