package io.millwright.app.browse;

import io.millwright.engine.AtOnce;
import io.millwright.engine.browse.LogSource;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the logs of several containers at once, each for itself: one that can't be read, or is late, takes nothing from the others. */
public final class LogReading {
    private LogReading() {}

    /** What came of one log: its value, or why there is none. */
    public record Result<T>(LogSource source, Optional<T> value, Optional<Problem> problem) {}

    /** A log that couldn't be read. */
    public record Unread(LogSource source, Problem problem) {}

    /**
     * What came of each, in their order.
     *
     * @param limit when what hasn't come is given up
     * @param read may throw a problem
     */
    public static <T> List<Result<T>> all(List<LogSource> sources, Duration limit, Function<LogSource, T> read)
            throws InterruptedException {
        return AtOnce.each(
                sources,
                limit,
                source -> result(source, read),
                source -> new Result<>(source, Optional.empty(), Optional.of(late(source, limit))));
    }

    private static <T> Result<T> result(LogSource source, Function<LogSource, T> read) {
        try {
            return new Result<>(source, Optional.of(read.apply(source)), Optional.empty());
        } catch (ProblemException e) {
            return new Result<>(source, Optional.empty(), Optional.of(e.problem()));
        }
    }

    private static Problem late(LogSource source, Duration limit) {
        return new Problem(
                Problem.Kind.CLUSTER,
                "read the log of " + source.display(),
                "cluster " + source.cluster(),
                "it didn't answer within " + limit.toSeconds() + " s",
                "Look at the node that the pod is on; the other logs are complete.",
                Optional.of("timeout"));
    }

    /** Those that couldn't be read. */
    public static <T> List<Unread> unread(List<Result<T>> results) {
        return results.stream()
                .flatMap(r -> r.problem().map(p -> new Unread(r.source(), p)).stream())
                .toList();
    }

    /** One problem for all that failed alike in one cluster; it names the logs that it is about. */
    public static List<Problem> together(List<Unread> unread) {
        record Alike(String cluster, String why, String next) {}
        Map<Alike, List<Unread>> groups = new LinkedHashMap<>();
        unread.forEach(u -> groups.computeIfAbsent(
                        new Alike(
                                u.source().cluster(),
                                u.problem().why(),
                                u.problem().next()),
                        _ -> new ArrayList<>())
                .add(u));
        return groups.values().stream().map(LogReading::one).toList();
    }

    private static Problem one(List<Unread> alike) {
        Problem first = alike.getFirst().problem();
        String names = String.join(
                ", ", alike.stream().limit(4).map(u -> u.source().display()).toList());
        String others = alike.size() > 4 ? " and " + (alike.size() - 4) + " more" : "";
        return new Problem(
                first.kind(),
                "read the log of " + names + others,
                "cluster " + alike.getFirst().source().cluster(),
                first.why(),
                first.next(),
                first.code());
    }
}
