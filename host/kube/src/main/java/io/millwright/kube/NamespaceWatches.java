package io.millwright.kube;

import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowListener;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One watch for each namespace: for those who may not watch all of them at once, and for lists of several. Now and then the namespaces are
 * listed anew, so that one that was made meanwhile is found.
 */
final class NamespaceWatches {
    /** More streams than that are more than an API server should be asked for by one screen. */
    static final int AT_MOST = 20;

    private final TableLists lists;
    private final Query query;
    private final RowListener listener;
    private final Duration length;
    private final Watch watch;
    private final Map<String, Freshness> fresh = new LinkedHashMap<>();

    /** Watches one namespace until the thread is interrupted. */
    interface Watch {
        void run(Query query, Position from, RowListener listener) throws InterruptedException;
    }

    /** @param length after which time the namespaces are listed anew */
    NamespaceWatches(TableLists lists, Query query, RowListener listener, Duration length, Watch watch) {
        this.lists = lists;
        this.query = query;
        this.listener = listener;
        this.length = length;
        this.watch = watch;
    }

    /** Goes on until the thread is interrupted; ends by itself when there are too many namespaces by now. */
    Position run(Position from) throws InterruptedException {
        Position position = from;
        while (position.versions().size() <= AT_MOST) {
            watched(position);
            position = listed(position);
        }
        return position;
    }

    private void watched(Position position) throws InterruptedException {
        synchronized (fresh) {
            fresh.clear();
        }
        List<Thread> threads = new ArrayList<>();
        position.versions()
                .forEach((namespace, version) -> threads.add(Thread.ofVirtual()
                        .name("watch of a namespace")
                        .start(() -> {
                            try {
                                watch.run(
                                        query.in(namespace),
                                        new Position(Map.of(namespace, version)),
                                        new Part(namespace, position.versions().size()));
                            } catch (InterruptedException over) {
                                Thread.currentThread().interrupt();
                            }
                        })));
        try {
            Thread.sleep(length);
        } finally {
            threads.forEach(Thread::interrupt);
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private Position listed(Position before) {
        try {
            return lists.list(query, listener);
        } catch (ProblemException unreachable) {
            // The watches go on from where they were, and say what is wrong.
            return before;
        }
    }

    /** What one watch tells: all of them are as fresh as the least fresh of them. */
    private final class Part implements RowListener {
        private final String namespace;
        private final int parts;

        Part(String namespace, int parts) {
            this.namespace = namespace;
            this.parts = parts;
        }

        @Override
        public void columns(List<ObjectTable.Column> columns) {
            listener.columns(columns);
        }

        @Override
        public void listed(String where, List<Row> rows) {
            listener.listed(where, rows);
        }

        @Override
        public void complete(Set<String> namespaces) {
            // Of this namespace only; the others have theirs.
        }

        @Override
        public void put(Row row) {
            listener.put(row);
        }

        @Override
        public void gone(String where, String name) {
            listener.gone(where, name);
        }

        @Override
        public void missing(Problem problem) {
            listener.missing(problem);
        }

        @Override
        public void fresh(Freshness now) {
            synchronized (fresh) {
                fresh.put(namespace, now);
                if (fresh.size() == parts) {
                    listener.fresh(worst());
                }
            }
        }

        private Freshness worst() {
            return fresh.values().stream()
                    .filter(Freshness.Stale.class::isInstance)
                    .findFirst()
                    .or(() -> fresh.values().stream()
                            .filter(Freshness.Polling.class::isInstance)
                            .findFirst())
                    .orElse(new Freshness.Live());
        }
    }
}
