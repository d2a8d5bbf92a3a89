package io.millwright.sandbox.store;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The latest changes, and who watches. Guarded by the store's lock. */
final class History {
    private final int limit;
    private final Deque<Change> changes = new ArrayDeque<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    /** Changes up to this version are forgotten. */
    private long forgotten;

    History(int limit) {
        this.limit = limit;
    }

    private record Subscription(Watch watch, KindInfo kind, Filter filter, boolean bookmarks) {}

    void add(Change change) {
        changes.addLast(change);
        if (changes.size() > limit) {
            forgotten = changes.removeFirst().version();
        }
        for (Subscription s : subscriptions) {
            send(s, change);
        }
    }

    /** Forgets everything up to that version, as a compaction of etcd does. */
    void forget(long version) {
        while (!changes.isEmpty() && changes.getFirst().version() <= version) {
            changes.removeFirst();
        }
        forgotten = Math.max(forgotten, version);
    }

    void check(long version) {
        if (version < forgotten) {
            throw ApiError.expired("too old resource version: " + version + " (" + forgotten + ")");
        }
    }

    /** Replays what came after that version into the watch and keeps sending. */
    void subscribe(Watch watch, KindInfo kind, Filter filter, long from, boolean bookmarks) {
        Subscription subscription = new Subscription(watch, kind, filter, bookmarks);
        for (Change change : changes) {
            if (change.version() > from) {
                send(subscription, change);
            }
        }
        subscriptions.add(subscription);
    }

    void unsubscribe(Watch watch) {
        subscriptions.removeIf(s -> s.watch().equals(watch));
    }

    /** Watches of that resource end, as upstream does when its definition changes or goes. */
    void end(KindInfo.StorageKey resource) {
        List.copyOf(subscriptions).stream()
                .filter(s -> s.kind().storage().equals(resource))
                .forEach(s -> s.watch().close());
    }

    void closeAll() {
        List.copyOf(subscriptions).forEach(s -> s.watch().close());
    }

    void bookmarks(long version) {
        for (Subscription s : subscriptions) {
            if (s.bookmarks()) {
                s.watch().offer(new Watch.Event("BOOKMARK", bookmark(s.kind().kind(), version, false)));
            }
        }
    }

    static Resource bookmark(Kind kind, long version, boolean initialEnd) {
        Map<String, Object> metadata = initialEnd
                ? Map.of(
                        "resourceVersion",
                        Long.toString(version),
                        "annotations",
                        Map.of("k8s.io/initial-events-end", "true"))
                : Map.of("resourceVersion", Long.toString(version));
        return new Resource(Map.of("apiVersion", kind.apiVersion(), "kind", kind.kind(), "metadata", metadata));
    }

    private static void send(Subscription s, Change change) {
        if (!s.kind().storage().equals(change.kind().storage())) {
            return;
        }
        boolean is = change.type() != Change.Type.DELETED && s.filter().matches(change.object());
        boolean was = change.before().filter(s.filter()::matches).isPresent();
        Optional<String> type =
                is ? Optional.of(was ? "MODIFIED" : "ADDED") : was ? Optional.of("DELETED") : Optional.empty();
        type.ifPresent(t -> s.watch().offer(new Watch.Event(t, ObjectStore.as(s.kind(), change.object()))));
    }
}
