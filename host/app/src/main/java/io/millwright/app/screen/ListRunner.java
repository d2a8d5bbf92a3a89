package io.millwright.app.screen;

import io.millwright.app.browse.Mixed;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.settings.KindView;
import io.millwright.engine.browse.Computed;
import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.Tables;
import io.millwright.spi.ProblemException;
import io.millwright.tui.Msg;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads and watches the lists of pages of objects. A failure of a list is an exception. */
final class ListRunner implements AutoCloseable {
    /** Changes of that time are told together. */
    private static final Duration FRAME = Duration.ofMillis(33);

    /** The same while a list is read for the first time: each picture of a part takes time from the rest. */
    private static final Duration FRAME_OF_PARTS = Duration.ofMillis(100);

    /** The first rows of a list that is saved then have come long ago. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final String FORBIDDEN = "403";

    private static final Duration LONGEST_AT_THE_END = Duration.ofMillis(500);

    private final Function<String, ClusterConnection> clusters;
    private final Optional<String> usual;
    private final Clock clock;
    private final Optional<ListCache> cache;
    private final Map<Place, Open> open = new ConcurrentHashMap<>();
    /** What is asked again has rows on its page, which are newer than those of before. */
    private final Set<Place> begun = ConcurrentHashMap.newKeySet();

    private final Set<Open> unsaved = ConcurrentHashMap.newKeySet();

    /** Compared by hand: what a record brings for that is made at run time, before the first request. */
    private record Place(long page, String context, String part) {
        @Override
        public int hashCode() {
            return (Long.hashCode(page) * 31 + context.hashCode()) * 31 + part.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Place p && p.page == page && p.context.equals(context) && p.part.equals(part);
        }
    }

    /** A list that was read: its rows are known to the page, so that only what differs needs to be told. Itself alone is equal to it. */
    private static final class Open {
        private final ListCache.Key key;
        private final Query query;
        private final RowStore store;
        private final Position position;
        private final Instant listed;

        Open(ListCache.Key key, Query query, RowStore store, Position position, Instant listed) {
            this.key = key;
            this.query = query;
            this.store = store;
            this.position = position;
            this.listed = listed;
        }

        /** Up to when the rows are right. */
        private Instant seen(Instant now) {
            return switch (store.freshness().orElse(null)) {
                case null -> listed;
                case Freshness.Live _, Freshness.Polling _ -> now;
                case Freshness.Stale s -> s.since();
                case Freshness.Cached c -> c.seen();
            };
        }
    }

    /**
     * @param clusters opens a context
     * @param usual the namespace that the program works with; empty for all
     * @param clock tells how old rows are that are kept
     * @param cache where lists are as they were last seen; empty for nowhere
     */
    ListRunner(
            Function<String, ClusterConnection> clusters,
            Optional<String> usual,
            Clock clock,
            Optional<ListCache> cache) {
        this.clusters = clusters;
        this.usual = usual;
        this.clock = clock;
        this.cache = cache;
    }

    void open(BrowseEffect.Open e, Consumer<Msg> sink) {
        String namespaces = e.namespace().or(() -> usual).orElse("");
        ListCache.Key key = new ListCache.Key(e.context(), e.word(), namespaces, e.labels(), e.fields());
        Place place = new Place(e.page(), e.context(), e.part());
        Optional<Open> before = Optional.ofNullable(open.get(place));
        RowStore store = before.map(b -> b.store).orElseGet(RowStore::new);
        Open list;
        Telling telling = new Telling(store, place, before.isEmpty(), sink);
        try (telling;
                EarlierRows earlier =
                        begun.add(place) ? EarlierRows.of(cache.flatMap(c -> c.open(key))) : EarlierRows.NONE) {
            earlier.served().ifPresent(telling::of);
            earlier.begin(store);
            try {
                Tables tables = clusters.apply(e.context()).tables();
                Served served = tables.find(e.word()).orElseThrow(() -> BrowseRunner.unknown(e.word(), e.context()));
                Query query = query(e, served, namespaces);
                telling.of(served);
                list = new Open(key, query, store, tables.list(query, store), clock.instant());
            } catch (ProblemException failed) {
                if (failed.problem().code().filter(FORBIDDEN::equals).isPresent()) {
                    // What somebody may not see any more isn't shown from the disk.
                    cache.ifPresent(c -> c.forget(key));
                    store.complete(Set.of());
                } else {
                    earlier.rest();
                }
                throw failed;
            }
            telling.complete();
        }
        open.put(place, list);
        unsaved.add(list);
        if (before.isEmpty()) {
            sink.accept(new BrowseMsg.Opened(e.page(), e.context(), e.part()));
        }
    }

    private static Query query(BrowseEffect.Open e, Served served, String namespaces) {
        // Rows of several kinds are drawn alike, whatever was set for each of them.
        List<Computed> computed = e.part().isEmpty()
                ? e.views().of(served, namespaces).map(KindView::computed).orElse(List.of())
                : List.of();
        return new Query(served, namespaces, e.labels(), e.fields()).computing(computed);
    }

    void watch(BrowseEffect.Watch e, Consumer<Msg> sink) throws InterruptedException {
        Place place = new Place(e.page(), e.context(), e.part());
        Optional<Open> list = Optional.ofNullable(open.get(place));
        if (list.isEmpty()) {
            return;
        }
        Open from = list.get();
        Thread saving = Thread.startVirtualThread(() -> saveSoon(from));
        Telling telling = new Telling(from.store, place, false, sink);
        telling.of(from.query.served());
        try (telling) {
            clusters.apply(e.context()).tables().watch(from.query, from.position, from.store);
        } finally {
            open.remove(place);
            saving.interrupt();
            // Who has left the list has interrupted this thread, which writes no file any more.
            Thread.startVirtualThread(() -> save(from));
        }
    }

    /** When the screen has what it waited for: a program that is killed has left it then, too. */
    private void saveSoon(Open list) {
        try {
            Thread.sleep(SETTLED);
            write(list);
        } catch (InterruptedException left) {
            Thread.currentThread().interrupt();
        }
    }

    /** For the last time. */
    private synchronized void save(Open list) {
        write(list);
        unsaved.remove(list);
    }

    private synchronized void write(Open list) {
        if (unsaved.contains(list)) {
            cache.ifPresent(c -> c.save(list.key, list.query, list.store, list.seen(clock.instant())));
        }
    }

    /** Keeps what is on the screen for the next time, as far as nobody has to wait for it; nothing is written any more when it returns. */
    @Override
    public synchronized void close() {
        long end = System.nanoTime() + LONGEST_AT_THE_END.toNanos();
        for (Open list : unsaved) {
            if (System.nanoTime() > end) {
                unsaved.clear();
                return;
            }
            save(list);
        }
    }

    /** Tells the page what is new in a store, once a frame, until it is closed. */
    private static final class Telling implements AutoCloseable {
        private final RowStore store;
        private final Place place;
        private final Consumer<Msg> sink;
        private final Thread thread;
        private final boolean parts;
        private volatile Optional<Served> served = Optional.empty();
        private boolean anew;
        private boolean complete;

        Telling(RowStore store, Place place, boolean anew, Consumer<Msg> sink) {
            this.store = store;
            this.place = place;
            this.anew = anew;
            this.parts = anew;
            this.sink = sink;
            this.thread = Thread.startVirtualThread(this::run);
        }

        private void run() {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    store.await();
                    tell();
                    Thread.sleep(parts ? FRAME_OF_PARTS : FRAME);
                }
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        }

        /** The rows are of that kind from now on. */
        void of(Served kind) {
            served = Optional.of(kind);
        }

        /** All rows have come, even if there are none. */
        void complete() {
            complete = true;
        }

        private void tell() {
            served.ifPresent(this::tell);
        }

        private void tell(Served kind) {
            RowStore.News news = store.take();
            sink.accept(new BrowseMsg.Listed(
                    place.page(),
                    place.context(),
                    place.part(),
                    kind,
                    place.part().isEmpty() ? news : Mixed.drawn(kind, news),
                    anew));
            anew = false;
        }

        /** Tells the rest. */
        @Override
        public void close() {
            thread.interrupt();
            try {
                thread.join();
                // A list that couldn't be read takes nothing away from what is shown already.
                if (complete || store.hasNews()) {
                    tell();
                }
            } catch (InterruptedException nobodyWantsIt) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
