package io.millwright.kube;

import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.RowListener;
import io.millwright.kube.TableReader.Event;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps one list up to date, for one thread: by a watch where the server allows one, else by listing again. The objects' metadata come with
 * each change, as only they tell which object it is and when it was made.
 */
final class TableWatch {
    /** Watches are this short so that one that died without a word is noticed in any case. The server sends a bookmark at the end of each. */
    private static final Duration LENGTH = Duration.ofSeconds(120);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final String GONE = "410";
    private static final Set<String> NEVER = Set.of("403", "404", "405", "406", "invalid");

    private final Transport transport;
    private final TableLists lists;
    private final Pulse pulse;
    private final Clock clock;
    private final Pauses pauses;
    private final Query query;
    private final RowListener listener;
    private Position position;
    private boolean watchable = true;
    private Optional<Instant> staleSince = Optional.empty();

    /**
     * @param retry before the first new attempt after a failure; doubled with each
     * @param poll between two lists where the server won't be watched
     * @param namespaces between two lists of the namespaces where each is watched for itself
     * @param pulse between two looks whether the server is there
     */
    record Pauses(Duration retry, Duration poll, Duration namespaces, Duration pulse) {
        static final Pauses USUAL = new Pauses(
                Duration.ofSeconds(1), Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofSeconds(15));
    }

    TableWatch(
            Transport transport,
            TableLists lists,
            Pulse pulse,
            Clock clock,
            Pauses pauses,
            Query query,
            Position from,
            RowListener listener) {
        this.transport = transport;
        this.lists = lists;
        this.pulse = pulse;
        this.clock = clock;
        this.pauses = pauses;
        this.query = query;
        this.position = from;
        this.listener = listener;
    }

    /** Goes on until the thread is interrupted. */
    void run() throws InterruptedException {
        going(false);
    }

    /** The same, but ends where the server won't be watched and there are namespaces that may be watched one by one; from there. */
    Position untilRefused() throws InterruptedException {
        going(true);
        return position;
    }

    private boolean isDivisible() {
        Set<String> namespaces = position.versions().keySet();
        return !namespaces.contains("") && !namespaces.isEmpty() && namespaces.size() <= NamespaceWatches.AT_MOST;
    }

    private void going(boolean untilRefused) throws InterruptedException {
        Duration pause = pauses.retry();
        while (true) {
            try {
                if (watchable) {
                    Instant began = clock.instant();
                    Position before = position;
                    boolean expired = !watch();
                    boolean idle = position.equals(before);
                    if (expired) {
                        position = lists.list(query, listener);
                    }
                    // A server for which all is too old, whatever it has just listed, is asked less and less.
                    if (expired && idle) {
                        Thread.sleep(pause);
                        pause = longer(pause);
                        continue;
                    }
                    // A proxy that ends every watch at once must not be asked without end.
                    if (Duration.between(began, clock.instant()).compareTo(pauses.retry()) < 0) {
                        Thread.sleep(pauses.retry());
                    }
                } else {
                    Thread.sleep(pauses.poll());
                    position = lists.list(query, listener);
                    told(new Freshness.Polling(pauses.poll()));
                }
                pause = pauses.retry();
            } catch (ProblemException e) {
                if (Thread.interrupted()) {
                    throw new InterruptedException("the rows aren't wanted any more");
                }
                boolean refused = e.problem().code().filter("403"::equals).isPresent();
                if (untilRefused && watchable && refused && isDivisible()) {
                    return;
                }
                if (watchable && e.problem().code().filter(NEVER::contains).isPresent()) {
                    watchable = false;
                    told(new Freshness.Polling(pauses.poll()));
                } else {
                    stale(e.problem());
                    Thread.sleep(pause);
                    pause = longer(pause);
                }
            }
        }
    }

    private static Duration longer(Duration pause) {
        return pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
    }

    private void told(Freshness freshness) {
        staleSince = Optional.empty();
        listener.fresh(freshness);
    }

    private void stale(Problem why) {
        Instant since = staleSince.orElseGet(clock::instant);
        staleSince = Optional.of(since);
        listener.fresh(new Freshness.Stale(since, why));
    }

    /** One watch, from its beginning to its end; false when it can't begin where the last list ended, since that is too long ago. */
    private boolean watch() {
        String attempted = "watch " + query.served().kind().plural();
        OptionalLong from = start();
        if (from.isEmpty()) {
            watchable = false;
            told(new Freshness.Polling(pauses.poll()));
            return true;
        }
        String namespace = position.versions().size() == 1
                ? position.versions().keySet().iterator().next()
                : "";
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("watch", "true");
        ComputedCells computed = ComputedCells.of(query);
        parameters.put("includeObject", computed.include("Metadata"));
        parameters.put("allowWatchBookmarks", "true");
        parameters.put("resourceVersion", Long.toUnsignedString(from.getAsLong()));
        parameters.put("timeoutSeconds", String.valueOf(LENGTH.toSeconds()));
        Call call = Call.table(attempted, TableLists.path(query, namespace, parameters));
        AtomicReference<Optional<Problem>> away = new AtomicReference<>(Optional.empty());
        try (BodyStream body = transport.open(call, LENGTH.plusSeconds(15));
                var _ = pulse.listen(why -> {
                    away.set(Optional.of(why));
                    body.fail(new IOException(why.why()));
                })) {
            // Answered is watched: the reader waits for the first event, and that may be a bookmark half a minute
            // later.
            told(new Freshness.Live());
            try (TableReader reader =
                    new TableReader(body, transport.context().name(), namespace, clock.instant(), computed)) {
                return follow(reader, namespace, attempted);
            }
        } catch (IOException e) {
            throw away.get()
                    .map(ProblemException::new)
                    .orElseGet(() -> transport.problems().of(attempted, e));
        } catch (ProblemException refused) {
            // Some servers say it in their answer, not in the first event.
            if (refused.problem().code().filter(GONE::equals).isPresent()) {
                return false;
            }
            throw refused;
        }
    }

    /** False when it came to its end because the server doesn't know any more what happened since. */
    private boolean follow(TableReader reader, String namespace, String attempted) throws IOException {
        List<Column> columns = List.of();
        Optional<Event> event = reader.event(clock.instant());
        while (event.isPresent()) {
            switch (event.get()) {
                case Event.Put put -> {
                    if (!put.columns().equals(columns)) {
                        columns = put.columns();
                        listener.columns(columns);
                    }
                    listener.put(put.row());
                    seen(namespace, put.version());
                }
                case Event.Gone gone -> {
                    listener.gone(gone.namespace(), gone.name());
                    seen(namespace, gone.version());
                }
                case Event.Bookmark(String version) -> seen(namespace, version);
                case Event.Failed(int code, String why) -> {
                    if (!String.valueOf(code).equals(GONE)) {
                        throw new ProblemException(transport
                                .problems()
                                .cluster(
                                        attempted,
                                        "the API server ended the watch (" + code + "): " + why,
                                        "It is tried again; if it persists, look at the API server's load.",
                                        String.valueOf(code)));
                    }
                    return false;
                }
            }
            event = reader.event(clock.instant());
        }
        return true;
    }

    private void seen(String namespace, String version) {
        if (!version.isEmpty()) {
            position = new Position(Map.of(namespace, version));
        }
    }

    /** The oldest of the versions, so that nothing is missed; empty when they can't be compared. */
    private OptionalLong start() {
        long oldest = -1;
        for (String version : position.versions().values()) {
            if (!version.matches("\\d{1,18}")) {
                return OptionalLong.empty();
            }
            long number = Long.parseLong(version);
            oldest = oldest < 0 ? number : Math.min(oldest, number);
        }
        return oldest < 0 ? OptionalLong.empty() : OptionalLong.of(oldest);
    }
}
