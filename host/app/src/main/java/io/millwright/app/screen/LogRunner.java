package io.millwright.app.screen;

import io.millwright.app.browse.LogFilter;
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
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.Logs;
import io.millwright.spi.ProblemException;
import io.millwright.tui.Msg;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads and follows logs for the screen. Lines are filtered before they are kept; what comes faster than it can be shown is counted. */
final class LogRunner {
    private static final Duration FRAME = Duration.ofMillis(50);
    /** Lines that wait for a frame. */
    private static final int WAITING = 2000;

    private final Function<String, ClusterConnection> clusters;
    private final Clock clock;

    LogRunner(Function<String, ClusterConnection> clusters, Clock clock) {
        this.clusters = clusters;
        this.clock = clock;
    }

    void open(BrowseEffect.OpenLogs e, Consumer<Msg> sink) throws InterruptedException {
        try {
            sink.accept(new BrowseMsg.LogsOpened(e.page(), Answer.of(read(e.ask()), clock.instant())));
        } catch (ProblemException failed) {
            sink.accept(new BrowseMsg.LogsOpened(e.page(), Answer.failed(failed.problem(), clock.instant())));
        }
    }

    private LogsRead read(LogsAsk ask) throws InterruptedException {
        Logs logs = clusters.apply(ask.context()).logs();
        List<LogSource> sources = logs.sources(ask.namespace(), ask.pod(), ask.labels(), ask.container())
                .sources();
        List<LogPart> parts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<LogPart>> reading = sources.stream()
                    .map(s -> threads.submit(() -> part(logs, s, ask.part())))
                    .toList();
            for (Future<LogPart> one : reading) {
                parts.add(one.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ProblemException p ? p : new IllegalStateException(e.getCause());
        }
        Predicate<String> wanted = LogFilter.parse(ask.filter());
        LogBeginning read = LogBeginning.of(sources, parts, ask.part());
        List<LogLine> shown =
                read.lines().stream().filter(l -> wanted.test(l.text())).toList();
        return new LogsRead(read.ends(), shown, read.lines().size() - shown.size(), 0, read.more());
    }

    /** From a moment on the first lines, else the last. */
    private static LogPart part(Logs logs, LogSource source, LogAsk ask) {
        return ask.from()
                .map(from -> logs.first(source, from, ask.tail(), ask.previous()))
                .orElseGet(() -> new LogPart(logs.read(source, ask).lines(), false));
    }

    /** Until the thread is interrupted, or all pods are gone. */
    void follow(BrowseEffect.FollowLogs e, Consumer<Msg> sink) throws InterruptedException {
        Logs logs = clusters.apply(e.ask().context()).logs();
        Waiting waiting = new Waiting(LogFilter.parse(e.ask().filter()));
        List<Thread> readers = new ArrayList<>();
        try {
            for (LogEnd end : e.ends()) {
                readers.add(Thread.startVirtualThread(() -> {
                    try {
                        logs.follow(end.source(), end.last(), waiting::add, () -> false);
                    } catch (InterruptedException over) {
                        Thread.currentThread().interrupt();
                    }
                }));
            }
            while (readers.stream().anyMatch(Thread::isAlive)) {
                waiting.await(FRAME.multipliedBy(20));
                waiting.take().ifPresent(more -> sink.accept(new BrowseMsg.LogsAdded(e.page(), more)));
                Thread.sleep(FRAME);
            }
        } finally {
            readers.forEach(Thread::interrupt);
        }
        waiting.take().ifPresent(more -> sink.accept(new BrowseMsg.LogsAdded(e.page(), more)));
    }

    /** Lines on their way to the screen. */
    private static final class Waiting {
        private final Predicate<String> wanted;
        private final List<LogLine> lines = new ArrayList<>();
        private long hidden;
        private long dropped;

        Waiting(Predicate<String> wanted) {
            this.wanted = wanted;
        }

        synchronized void add(LogLine line) {
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
            if (lines.isEmpty() && hidden == 0) {
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
