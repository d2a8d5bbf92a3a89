package io.millwright.metrics.facts;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as Prometheus writes them: {@code 10d}, {@code 1w3d}, {@code 40GB}. */
public final class Spans {
    /** What Prometheus takes as a duration. */
    public static final String PATTERN = "(\\d+y)?(\\d+w)?(\\d+d)?(\\d+h)?(\\d+m)?(\\d+s)?(\\d+ms)?";

    private static final Pattern PART = Pattern.compile("(\\d+)(ms|y|w|d|h|m|s)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1),
            "w", Duration.ofDays(7),
            "y", Duration.ofDays(365));

    private static final Pattern SIZE = Pattern.compile("(\\d+(?:\\.\\d+)?)([KMGTPE])?i?B");

    private Spans() {}

    /** A size; its units are powers of 1024, with and without {@code i}. */
    public static Optional<Long> bytes(String size) {
        Matcher m = SIZE.matcher(size);
        if (!m.matches()) {
            return Optional.empty();
        }
        int power = m.group(2) == null ? 0 : "KMGTPE".indexOf(m.group(2)) + 1;
        return Optional.of((long) (Double.parseDouble(m.group(1)) * Math.pow(1024, power)));
    }

    public static Optional<Duration> parse(String text) {
        if (text.isEmpty() || !text.matches(PATTERN)) {
            return Optional.empty();
        }
        Duration total = Duration.ZERO;
        Matcher m = PART.matcher(text);
        while (m.find()) {
            total = total.plus(UNITS.getOrDefault(m.group(2), Duration.ZERO).multipliedBy(Long.parseLong(m.group(1))));
        }
        return Optional.of(total);
    }
}
