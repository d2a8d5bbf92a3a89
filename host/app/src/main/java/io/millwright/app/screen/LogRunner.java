package io.millwright.app.screen;

import io.millwright.app.browse.LogChange;
import io.millwright.app.browse.LogFilter;
import io.millwright.app.browse.LogFollower;
import io.millwright.app.browse.LogReading;
import io.millwright.app.browse.LogReading.Result;
import io.millwright.app.browse.LogScope;
import io.millwright.app.page.Answer;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseEffect.LogEnd;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.BrowseMsg.LogsRead;
import io.millwright.app.page.LogsAsk;
import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogPart;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.LogSources;
import io.millwright.engine.port.Logs;
import io.millwright.spi.ProblemException;
import io.millwright.tui.Msg;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads and follows logs for the screen. Lines are filtered before they are kept; what comes faster than it can be shown is counted. */
final class LogRunner {
    private static final Duration FRAME = Duration.ofMillis(50);
    /** Lines that wait for a frame. */
    private static final int WAITING = 2000;

    /** Bytes of all logs that are held before they are filtered, and of one. */
    private static final long AT_MOST = 64 << 20;

    private static final long ONE_AT_MOST = 8 << 20;

    /** What hasn't answered then is said to be missing: the others aren't kept waiting for it. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Function<String, Logs> logs;
    private final Clock clock;
    private final Duration limit;
    private final LogFollower.Pace pace;

    /** @param logs those of a context's cluster */
    LogRunner(Function<String, Logs> logs, Clock clock) {
        this(logs, clock, LIMIT, LogFollower.Pace.USUAL);
    }

    LogRunner(Function<String, Logs> logs, Clock clock, Duration limit, LogFollower.Pace pace) {
        this.logs = logs;
        this.clock = clock;
        this.limit = limit;
        this.pace = pace;
    }

    void open(BrowseEffect.OpenLogs e, Consumer<Msg> sink) throws InterruptedException {
        try {
            sink.accept(new BrowseMsg.LogsOpened(e.page(), Answer.of(read(e.ask()), clock.instant())));
        } catch (ProblemException failed) {
            sink.accept(new BrowseMsg.LogsOpened(e.page(), Answer.failed(failed.problem(), clock.instant())));
        }
    }

    private LogsRead read(LogsAsk ask) throws InterruptedException {
        Instant opened = clock.instant();
        Logs port = logs.apply(ask.context());
        LogSources found = port.sources(ask.namespace(), ask.pod(), ask.labels(), ask.container());
        Predicate<String> wanted = LogFilter.parse(ask.filter());
        long bytes = Math.min(ONE_AT_MOST, AT_MOST / Math.max(1, found.sources().size()));
        List<Result<Part>> results =
                LogReading.all(found.sources(), limit, s -> Part.read(port, s, ask.part(), wanted, opened, bytes));
        List<Part> parts = results.stream().flatMap(r -> r.value().stream()).toList();
        List<LogEnd> unread = results.stream()
                .filter(r -> r.value().isEmpty())
                .map(r -> new LogEnd(
                        r.source(), Optional.of(opened), found.ended().contains(r.source())))
                .toList();
        LogScope scope = LogScope.of(found, LogReading.unread(results), (int)
                parts.stream().filter(Part::isShortened).count());
        LogsRead read = ask.part().from().isPresent() ? beginning(parts, ask.part(), wanted, scope) : end(parts, scope);
        return read.ending(found.ended()).and(unread);
    }

    /** From a moment on: where one log was cut, the others are shown up to there. */
    private static LogsRead beginning(List<Part> parts, LogAsk ask, Predicate<String> wanted, LogScope scope) {
        LogBeginning read = LogBeginning.of(
                parts.stream().map(Part::source).toList(),
                parts.stream().map(Part::read).toList(),
                ask);
        List<LogLine> shown =
                read.lines().stream().filter(l -> wanted.test(l.text())).toList();
        int hidden = read.lines().size() - shown.size();
        // What hadn't written anything is followed from the moment that was asked for.
        List<LogEnd> ends = read.ends().stream()
                .map(e -> new LogEnd(e.source(), e.last().or(ask::from)))
                .toList();
        return new LogsRead(ends, shown, hidden, 0, read.more(), scope);
    }

    private static LogsRead end(List<Part> parts, LogScope scope) {
        return new LogsRead(
                parts.stream().map(p -> new LogEnd(p.source(), p.last())).toList(),
                LogLine.merged(parts.stream().map(p -> p.read().lines()).toList()),
                parts.stream().mapToInt(Part::hidden).sum(),
                0,
                false,
                scope);
    }

    /**
     * What was read of one log.
     *
     * @param read of its end only what passes the filter, so that no more than that is held; of its beginning all
     * @param last when the last of its lines was written; before all of it where there was none
     * @param hidden how many lines didn't pass
     */
    private record Part(LogSource source, LogPart read, Optional<Instant> last, int hidden, boolean isShortened) {
        static Part read(
                Logs logs, LogSource source, LogAsk ask, Predicate<String> wanted, Instant opened, long bytes) {
            if (ask.from().isPresent()) {
                LogPart first = logs.first(source, ask.from().get(), ask.tail(), ask.previous());
                return new Part(source, first, Optional.empty(), 0, false);
            }
            LogPart whole = logs.read(source, ask, bytes);
            List<LogLine> shown =
                    whole.lines().stream().filter(l -> wanted.test(l.text())).toList();
            Optional<Instant> last = LogFollower.after(whole.lines(), ask, opened);
            int hidden = whole.lines().size() - shown.size();
            return new Part(source, new LogPart(shown, false), last, hidden, whole.more());
        }
    }

    /** Until the thread is interrupted, or the one pod has ended. */
    void follow(BrowseEffect.FollowLogs e, Consumer<Msg> sink) throws InterruptedException {
        LogsAsk ask = e.ask();
        Logs port = logs.apply(ask.context());
        Waiting waiting = new Waiting(LogFilter.parse(ask.filter()));
        LogFollower.Wanted wanted = new LogFollower.Wanted(
                () -> port.sources(ask.namespace(), ask.pod(), ask.labels(), ask.container()),
                !ask.pod().isEmpty());
        LogFollower follower = new LogFollower(port, wanted, pace, clock, waiting);
        List<LogFollower.Start> starts = e.ends().stream()
                .map(end -> new LogFollower.Start(end.source(), end.last(), end.ended()))
                .toList();
        Thread following = Thread.startVirtualThread(() -> {
            try {
                follower.run(starts, e.all(), e.more());
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            while (following.isAlive()) {
                waiting.await(FRAME.multipliedBy(20));
                tell(e.page(), waiting, sink);
                Thread.sleep(FRAME);
            }
        } finally {
            following.interrupt();
        }
        tell(e.page(), waiting, sink);
    }

    private static void tell(long page, Waiting waiting, Consumer<Msg> sink) {
        // That a pod is new is told before what it says.
        waiting.changes().forEach(c -> sink.accept(new BrowseMsg.LogsChanged(page, c)));
        waiting.take().ifPresent(more -> sink.accept(new BrowseMsg.LogsAdded(page, more)));
    }

    /** Lines on their way to the screen. */
    private static final class Waiting implements LogFollower.Listener {
        private final Predicate<String> wanted;
        private final List<LogLine> lines = new ArrayList<>();
        private final List<LogChange> changes = new ArrayList<>();
        private long hidden;
        private long dropped;

        Waiting(Predicate<String> wanted) {
            this.wanted = wanted;
        }

        @Override
        public synchronized void changed(LogChange change) {
            changes.add(change);
            notifyAll();
        }

        synchronized List<LogChange> changes() {
            List<LogChange> taken = List.copyOf(changes);
            changes.clear();
            return taken;
        }

        @Override
        public synchronized void line(LogLine line) {
            if (!wanted.test(line.text())) {
                hidden++;
            } else if (lines.size() >= WAITING) {
                dropped++;
            } else {
                lines.add(line);
            }
            notifyAll();
        }

        synchronized void await(Duration longest) throws InterruptedException {
            if (lines.isEmpty() && changes.isEmpty() && hidden == 0) {
                wait(longest.toMillis());
            }
        }

        synchronized Optional<LogsRead> take() {
            if (lines.isEmpty() && hidden == 0 && dropped == 0) {
                return Optional.empty();
            }
            LogsRead taken = new LogsRead(List.of(), lines, hidden, dropped);
            lines.clear();
            hidden = 0;
            dropped = 0;
            return Optional.of(taken);
        }
    }
}
