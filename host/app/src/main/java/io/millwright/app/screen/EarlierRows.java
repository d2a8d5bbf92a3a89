package io.millwright.app.screen;

import io.millwright.engine.browse.RowStore;
import io.millwright.engine.browse.Served;
import io.millwright.engine.json.CachedList;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Shows a list as it was last seen while its cluster is asked: what may be in sight at once, the rest where the answer takes long or doesn't
 * come. Thread-safe.
 */
final class EarlierRows implements AutoCloseable {
    static final EarlierRows NONE = new EarlierRows(Optional.empty());

    /** More than any screen has lines. */
    private static final int IN_SIGHT = 200;

    /** A cluster that is near has told everything by then. */
    private static final Duration PATIENCE = Duration.ofMillis(400);

    private final Optional<CachedList> list;
    private Optional<RowStore> store = Optional.empty();
    private Optional<Thread> waiting = Optional.empty();

    private EarlierRows(Optional<CachedList> list) {
        this.list = list;
    }

    /** @param list is closed with this */
    static EarlierRows of(Optional<CachedList> list) {
        return list.isEmpty() ? NONE : new EarlierRows(list);
    }

    /** Of which kind the rows are, where there are some. */
    Optional<Served> served() {
        return list.map(CachedList::served);
    }

    /** Puts the first ones there, and waits for a better answer. */
    synchronized void begin(RowStore into) {
        if (list.isEmpty()) {
            return;
        }
        store = Optional.of(into);
        tell(IN_SIGHT);
        waiting = Optional.of(Thread.startVirtualThread(() -> {
            try {
                Thread.sleep(PATIENCE);
                if (!into.isTold()) {
                    rest();
                }
            } catch (InterruptedException answered) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** Puts all others there as well: they are what there is to be had. */
    synchronized void rest() {
        tell(Integer.MAX_VALUE);
    }

    private void tell(int atMost) {
        if (list.isPresent() && store.isPresent()) {
            try {
                list.get().tell(atMost, store.get());
            } catch (IOException cutShort) {
                store = Optional.empty(); // what could be read of it is there
            }
        }
    }

    @Override
    public synchronized void close() {
        waiting.ifPresent(Thread::interrupt);
        store = Optional.empty();
        list.ifPresent(CachedList::close);
    }
}
