package io.millwright.app.testing;

import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogPart;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.browse.LogSources;
import io.millwright.engine.port.Logs;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Logs as a test wants them: which there are, what stands in each, which of them fail or never answer, and what comes later. */
public final class ScriptedLogs implements Logs {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final String cluster;
    private final Map<LogSource, List<LogLine>> lines = new LinkedHashMap<>();
    private final Map<LogSource, Problem> failing = new ConcurrentHashMap<>();
    private final Set<LogSource> silent = ConcurrentHashMap.newKeySet();
    private final Map<LogSource, BlockingQueue<Optional<LogLine>>> coming = new ConcurrentHashMap<>();
    private final Map<LogSource, Long> bytes = new ConcurrentHashMap<>();
    private final Map<LogSource, Optional<Instant>> followed = new ConcurrentHashMap<>();
    private final Map<LogSource, AtomicInteger> follows = new ConcurrentHashMap<>();
    private final Map<LogSource, Problem> refused = new ConcurrentHashMap<>();
    private volatile LogSources found = LogSources.NONE;
    private volatile Optional<Problem> lost = Optional.empty();

    public ScriptedLogs(String cluster) {
        this.cluster = cluster;
    }

    public LogSource source(String pod) {
        return new LogSource(cluster, "default", pod, "main");
    }

    public LogLine line(String pod, int second, String text) {
        return new LogLine(source(pod), Optional.of(START.plusSeconds(second)), text);
    }

    /** From now on there are these pods, of one container each. */
    public ScriptedLogs pods(String... pods) {
        List<LogSource> all = List.of(pods).stream().map(this::source).toList();
        return found(new LogSources(all, Set.of(), all.size(), false));
    }

    public ScriptedLogs found(LogSources now) {
        found = now;
        return this;
    }

    /** From now on it can't be told which pods there are; empty for again it can. */
    public void losing(Optional<Problem> why) {
        lost = why;
    }

    /** That pod's log holds these lines, a second apart. */
    public ScriptedLogs holding(String pod, String... texts) {
        List<LogLine> all = new ArrayList<>();
        for (String text : texts) {
            all.add(line(pod, all.size(), text));
        }
        lines.put(source(pod), List.copyOf(all));
        return this;
    }

    /** That pod's log can't be read for that reason. */
    public ScriptedLogs failing(String pod, String why) {
        failing.put(source(pod), problem("read the log of " + pod, why));
        return this;
    }

    /** That pod's log never comes. */
    public ScriptedLogs silent(String pod) {
        silent.add(source(pod));
        return this;
    }

    public Problem problem(String attempted, String why) {
        return new Problem(
                Problem.Kind.CLUSTER, attempted, "cluster " + cluster, why, "Look at its node.", Optional.of("500"));
    }

    /** A line comes while that pod is followed. */
    public void add(String pod, int second, String text) {
        coming(source(pod)).add(Optional.of(line(pod, second, text)));
    }

    /** That pod's log ends while it is followed, as where the pod is gone. */
    public void end(String pod) {
        coming(source(pod)).add(Optional.empty());
    }

    /** How much of all logs may be held, by what was asked of each last. */
    public long bytes() {
        return bytes.values().stream().mapToLong(b -> b).sum();
    }

    /** After which moment that pod's log was followed last; empty where it never was. */
    public Optional<Optional<Instant>> followed(String pod) {
        return Optional.ofNullable(followed.get(source(pod)));
    }

    /** How often following that pod's log began. */
    public int follows(String pod) {
        return follows.getOrDefault(source(pod), new AtomicInteger()).get();
    }

    /** That pod's log may not be followed. */
    public ScriptedLogs refusing(String pod, String why) {
        refused.put(source(pod), problem("follow the log of " + pod, why));
        return this;
    }

    private BlockingQueue<Optional<LogLine>> coming(LogSource source) {
        return coming.computeIfAbsent(source, _ -> new LinkedBlockingQueue<>());
    }

    @Override
    public LogSources sources(String namespace, String pod, String labels, String container) {
        lost.ifPresent(p -> {
            throw new ProblemException(p);
        });
        return found;
    }

    @Override
    public LogPart read(LogSource source, LogAsk ask, long most) {
        bytes.put(source, most);
        if (silent.contains(source)) {
            waitForEver();
        }
        Optional.ofNullable(failing.get(source)).ifPresent(p -> {
            throw new ProblemException(p);
        });
        List<LogLine> all = lines.getOrDefault(source, List.of());
        return new LogPart(all.subList(Math.max(0, all.size() - ask.tail()), all.size()), false);
    }

    private void waitForEver() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(problem("read a log", "given up"));
        }
    }

    @Override
    public LogPart first(LogSource source, Instant from, int most, boolean previous) {
        return read(source, new LogAsk(most, Optional.empty(), previous), Long.MAX_VALUE);
    }

    @Override
    public void follow(LogSource source, Optional<Instant> after, Consumer<LogLine> told, BooleanSupplier ended)
            throws InterruptedException {
        followed.put(source, after);
        follows.computeIfAbsent(source, _ -> new AtomicInteger()).incrementAndGet();
        Optional.ofNullable(refused.get(source)).ifPresent(p -> {
            throw new ProblemException(p);
        });
        for (Optional<LogLine> next = coming(source).take();
                next.isPresent();
                next = coming(source).take()) {
            told.accept(next.get());
        }
    }
}
