package io.millwright.postgres.cnpg;

import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of a cluster's base backups.
 *
 * @param all its Backup objects
 * @param window what the object store says, where a plugin's store is used and can be read
 * @param lost why nothing can be restored from a completed one any more, by its name: its volume snapshots are gone
 */
public record Backups(List<Resource> all, Optional<Resource> window, Map<String, String> lost) {
    private static final Set<String> WORKING = Set.of("started", "running", "finalizing", "walarchivingfailing");

    public Backups {
        all = List.copyOf(all);
        lost = Map.copyOf(lost);
    }

    /** Where a Backup stands. */
    public enum State {
        WAITING,
        WORKING,
        COMPLETED,
        FAILED
    }

    public static Backups of(PgCluster cluster, ClusterView view) {
        Optional<Resource> window = cluster.objectStore()
                .flatMap(s -> view.get(ObjectRef.of(Cnpg.OBJECT_STORE, cluster.namespace(), s.getKey()))
                        .flatMap(o -> o.at("status", "serverRecoveryWindow", s.getValue())
                                .filter(Map.class::isInstance)
                                .map(m -> asResource((Map<?, ?>) m))));
        List<Resource> all = cluster.belonging(view, Cnpg.BACKUP);
        Map<String, String> lost = new LinkedHashMap<>();
        all.stream()
                .filter(b -> state(b) == State.COMPLETED && Snapshots.made(b))
                .forEach(b -> Snapshots.lost(b, view).ifPresent(why -> lost.put(b.name(), why)));
        return new Backups(all, window, lost);
    }

    @SuppressWarnings("unchecked")
    private static Resource asResource(Map<?, ?> map) {
        return new Resource((Map<String, Object>) map);
    }

    /** A plugin's Backup that went back to {@code pending} after it had ended is completed: older operators do that. */
    public static State state(Resource backup) {
        String phase = backup.text("status", "phase").orElse("").toLowerCase(Locale.ROOT);
        boolean ended = backup.text("status", "stoppedAt").isPresent()
                && backup.text("status", "backupId").isPresent();
        if (phase.equals("completed") || (phase.equals("pending") && ended)) {
            return State.COMPLETED;
        }
        if (phase.equals("failed") || phase.equals("invalid backup definition")) {
            return State.FAILED;
        }
        return WORKING.contains(phase) ? State.WORKING : State.WAITING;
    }

    /** When it ended, or when it was asked for as long as it hasn't. */
    public static Instant when(Resource backup) {
        return Times.kubernetes(backup.text("status", "stoppedAt"))
                .or(() -> Times.kubernetes(backup.text("status", "startedAt")))
                .or(() -> Times.kubernetes(backup.text("metadata", "creationTimestamp")))
                .orElse(Instant.EPOCH);
    }

    /** Since when it has been going on: its start, or its creation while it waits. */
    public static Instant began(Resource backup) {
        return Times.kubernetes(backup.text("status", "startedAt"))
                .or(() -> Times.kubernetes(backup.text("metadata", "creationTimestamp")))
                .orElse(Instant.EPOCH);
    }

    /** The newest in that state. */
    public Optional<Resource> newest(State state) {
        return all.stream().filter(b -> state(b) == state).max(Comparator.comparing(Backups::when));
    }

    /** The newest completed one that something can be restored from. */
    public Optional<Resource> newestUsable() {
        return usable().max(Comparator.comparing(Backups::when));
    }

    /** The completed ones that something can be restored from. */
    public Stream<Resource> usable() {
        return all.stream().filter(b -> state(b) == State.COMPLETED && !lost.containsKey(b.name()));
    }

    /** When the newest usable backup ended, by its object or by the store, whichever is newer; by whatever method. */
    public Optional<Instant> newestGood() {
        Optional<Instant> byObject = newestUsable().map(Backups::when);
        Optional<Instant> byStore = window.flatMap(w -> Times.kubernetes(w.text("lastSuccessfulBackupTime")));
        if (byObject.isPresent() && byStore.isPresent()) {
            return byObject.get().isAfter(byStore.get()) ? byObject : byStore;
        }
        return byObject.or(() -> byStore);
    }

    /** When a backup failed last by the store's account. */
    public Optional<Instant> lastFailed() {
        return window.flatMap(w -> Times.kubernetes(w.text("lastFailedBackupTime")));
    }
}
