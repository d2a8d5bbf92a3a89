package io.millwright.app.browse;

import io.millwright.app.browse.LogReading.Unread;
import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.LogSources;
import io.millwright.engine.port.Logs;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Follows the logs of one cluster's containers, and looks again and again which those are: after a rollout they are others. Each has a thread
 * of its own.
 */
public final class LogFollower {
    /** Clocks differ, and what a new pod says first is what one wants to see. */
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private final Logs logs;
    private final Wanted wanted;
    private final Pace pace;
    private final Clock clock;
    private final Listener listener;
    private final Map<LogSource, Reader> readers = new LinkedHashMap<>();
    private final List<Reader> leaving = new ArrayList<>();
    private final List<Reader> fresh = new ArrayList<>();

    /**
     * Whose logs are wanted.
     *
     * @param now which containers those are now; asked of the cluster, may throw a problem
     * @param one whether it is one pod, by its name: when that has ended, nothing is waited for
     */
    public record Wanted(Supplier<LogSources> now, boolean one) {}

    /**
     * How often it is looked which there are.
     *
     * @param many of more than are read
     */
    public record Pace(Duration usual, Duration many) {
        public static final Pace USUAL = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(15));
    }

    /**
     * A log that was read.
     *
     * @param after what was written before that is known; empty for what comes from now on
     * @param ended whether nothing is added to it
     */
    public record Start(LogSource source, Optional<Instant> after, boolean ended) {}

    /** Is told by several threads. */
    public interface Listener {
        void line(LogLine line);

        void changed(LogChange change);
    }

    public LogFollower(Logs logs, Wanted wanted, Pace pace, Clock clock, Listener listener) {
        this.logs = logs;
        this.wanted = wanted;
        this.pace = pace;
        this.clock = clock;
        this.listener = listener;
    }

    /**
     * After which moment a log is to be followed, of which that was read.
     *
     * @param opened when it was asked for
     */
    public static Optional<Instant> after(List<LogLine> read, LogAsk ask, Instant opened) {
        if (!read.isEmpty() || ask.tail() == 0) {
            return read.reversed().stream().flatMap(l -> l.time().stream()).findFirst();
        }
        // Nothing had been written: all of it is new.
        return ask.from().or(() -> ask.since().map(opened::minus)).or(() -> Optional.of(Instant.EPOCH));
    }

    /**
     * Until the thread is interrupted, or one pod that was wanted by its name has ended.
     *
     * @param all how many containers there were
     * @param more whether there were more than that
     */
    public void run(List<Start> starts, int all, boolean more) throws InterruptedException {
        try {
            for (Start start : starts) {
                readers.put(start.source(), new Reader(start.source(), start.after(), start.ended()));
            }
            readers.values().stream().filter(r -> !r.ended).forEach(Reader::begin);
            Instant looked = clock.instant();
            LogChange last = change(all, more, Set.copyOf(readers.keySet()));
            if (last.over() || !last.refused().isEmpty()) {
                listener.changed(last);
            }
            while (!(wanted.one() && last.over())) {
                Thread.sleep(last.more() || last.all() > Logs.AT_MOST ? pace.many() : pace.usual());
                Instant now = clock.instant();
                LogChange next = last;
                try {
                    next = look(wanted.now().get(), looked.minus(MARGIN));
                    looked = now;
                } catch (ProblemException e) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("the logs aren't wanted any more");
                    }
                    next = last.losing(e.problem());
                }
                if (!next.equals(last)) {
                    listener.changed(next);
                }
                // That a pod is new is told before what it says.
                fresh.forEach(Reader::begin);
                fresh.clear();
                last = next.quiet();
            }
        } finally {
            readers.values().forEach(Reader::stop);
            leaving.forEach(Reader::stop);
        }
    }

    private LogChange look(LogSources found, Instant since) {
        Set<LogSource> before = Set.copyOf(readers.keySet());
        Set<LogSource> there = new LinkedHashSet<>(found.sources());
        for (LogSource source : before) {
            Reader reader = readers.get(source);
            if (reader != null && !there.contains(source) && (found.isWhole() || reader.done)) {
                // What it wrote last is still on its way.
                reader.ended = true;
                leaving.add(reader);
                readers.remove(source);
            }
        }
        leaving.removeIf(r -> r.done);
        for (LogSource source : there) {
            go(source, found.ended().contains(source), since);
        }
        return change(found.all(), found.more(), before);
    }

    private void go(LogSource source, boolean ended, Instant since) {
        Reader known = readers.get(source);
        if (known == null) {
            if (readers.size() < Logs.AT_MOST) {
                begin(new Reader(source, Optional.of(since), ended));
            }
        } else if (known.done && !ended && known.refused.isEmpty()) {
            // Another pod of the same name.
            begin(new Reader(source, known.last.or(() -> Optional.of(since)), false));
        } else {
            known.ended = ended;
        }
    }

    private void begin(Reader reader) {
        reader.done = false;
        readers.put(reader.source, reader);
        fresh.add(reader);
    }

    private LogChange change(int all, boolean more, Set<LogSource> before) {
        Set<String> earlier = pods(before);
        Set<String> now = pods(readers.keySet());
        return new LogChange(
                List.copyOf(readers.keySet()),
                all,
                more,
                (int) now.stream().filter(p -> !earlier.contains(p)).count(),
                (int) earlier.stream().filter(p -> !now.contains(p)).count(),
                readers.values().stream()
                        .flatMap(r -> r.refused.map(p -> new Unread(r.source, p)).stream())
                        .toList(),
                readers.values().stream().allMatch(r -> r.done),
                Optional.empty());
    }

    private static Set<String> pods(Set<LogSource> sources) {
        return sources.stream().map(s -> s.namespace() + "/" + s.pod()).collect(Collectors.toSet());
    }

    /** One log. */
    private final class Reader implements Runnable {
        private final LogSource source;
        private final Thread thread;
        private volatile Optional<Instant> last;
        private volatile Optional<Problem> refused = Optional.empty();
        private volatile boolean ended;
        private volatile boolean done;

        Reader(LogSource source, Optional<Instant> after, boolean ended) {
            this.source = source;
            this.last = after;
            this.ended = ended;
            this.done = ended;
            this.thread = Thread.ofVirtual().unstarted(this);
        }

        void begin() {
            thread.start();
        }

        void stop() {
            thread.interrupt();
        }

        @Override
        public void run() {
            try {
                logs.follow(source, last, this::tell, () -> ended);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            } catch (ProblemException e) {
                refused = Optional.of(e.problem());
            } finally {
                done = true;
            }
        }

        private void tell(LogLine line) {
            last = line.time().or(() -> last);
            listener.line(line);
        }
    }
}
