package io.millwright.sandbox.table;

import io.millwright.spi.Resource;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Ages as kubectl shows them: {@code 45s}, {@code 5m10s}, {@code 3h}, {@code 2d4h}, {@code 1y20d}. */
public record Ages(Clock clock) {
    private static final String UNKNOWN = "<unknown>";

    /** How long ago that RFC 3339 time was. */
    public String since(String time) {
        try {
            return time.isEmpty()
                    ? UNKNOWN
                    : human(Duration.between(OffsetDateTime.parse(time).toInstant(), clock.instant()));
        } catch (DateTimeException e) {
            return UNKNOWN;
        }
    }

    String of(Resource object) {
        return since(object.text("metadata", "creationTimestamp").orElse(""));
    }

    String between(String from, String to) {
        try {
            Instant end =
                    to.isEmpty() ? clock.instant() : OffsetDateTime.parse(to).toInstant();
            return human(Duration.between(OffsetDateTime.parse(from).toInstant(), end));
        } catch (DateTimeException e) {
            return UNKNOWN;
        }
    }

    static String human(Duration d) {
        long seconds = d.toSeconds();
        if (seconds < -1) {
            return "<invalid>";
        }
        if (seconds < 120) {
            return Math.max(0, seconds) + "s";
        }
        long minutes = seconds / 60;
        if (minutes < 10) {
            return pair(minutes, "m", seconds % 60, "s");
        }
        if (minutes < 180) {
            return minutes + "m";
        }
        long hours = minutes / 60;
        if (hours < 8) {
            return pair(hours, "h", minutes % 60, "m");
        }
        if (hours < 48) {
            return hours + "h";
        }
        if (hours < 192) {
            return pair(hours / 24, "d", hours % 24, "h");
        }
        long days = hours / 24;
        if (days < 730) {
            return days + "d";
        }
        return days < 2920 ? pair(days / 365, "y", days % 365, "d") : days / 365 + "y";
    }

    private static String pair(long big, String bigUnit, long small, String smallUnit) {
        return big + bigUnit + (small == 0 ? "" : small + smallUnit);
    }
}
