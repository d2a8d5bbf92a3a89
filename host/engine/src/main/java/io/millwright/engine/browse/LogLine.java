package io.millwright.engine.browse;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A line of a log.
 *
 * @param time when it was written; empty where the cluster doesn't tell
 */
public record LogLine(LogSource source, Optional<Instant> time, String text) {
    /** The lines of several logs by time; those without one stay behind the line before them. */
    public static List<LogLine> merged(List<List<LogLine>> logs) {
        record Placed(LogLine line, Instant at) {}
        return logs.stream()
                .flatMap(log -> {
                    Instant[] last = {Instant.MIN};
                    return log.stream().map(line -> {
                        last[0] = line.time().orElse(last[0]);
                        return new Placed(line, last[0]);
                    });
                })
                .sorted(Comparator.comparing(Placed::at))
                .map(Placed::line)
                .toList();
    }
}
