package io.millwright.app.browse;

import io.millwright.engine.browse.Row;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Spans of time as the API server writes them, {@code 5d3h}: written, read, and moved on, since a cell tells the age of when it was read. */
public final class Ages {
    private static final Pattern SPAN = Pattern.compile("(?:(\\d+)y)?(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");
    /** Beside a count, when that was last, as {@code 14 (3m ago)}. */
    private static final Pattern AGO = Pattern.compile("(.+ \\()([0-9ydhms]+)( ago\\))");

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long YEAR = 365 * DAY;

    private Ages() {}

    /** Whether cells under that title are spans that grow while one looks at them. */
    public static boolean grows(String title) {
        return switch (title.toLowerCase(Locale.ROOT)) {
            case "age", "last seen", "first seen", "last schedule" -> true;
            default -> false;
        };
    }

    /** In kubectl's words: one or two units, the finer one only as long as it matters. */
    public static String text(Duration span) {
        long s = Math.max(0, span.toSeconds());
        if (s < 2 * MINUTE) {
            return s + "s";
        }
        if (s < 10 * MINUTE) {
            return two(s / MINUTE, "m", s % MINUTE, "s");
        }
        if (s < 3 * HOUR) {
            return s / MINUTE + "m";
        }
        if (s < 8 * HOUR) {
            return two(s / HOUR, "h", s % HOUR / MINUTE, "m");
        }
        if (s < 2 * DAY) {
            return s / HOUR + "h";
        }
        if (s < 8 * DAY) {
            return two(s / DAY, "d", s % DAY / HOUR, "h");
        }
        if (s < 2 * YEAR) {
            return s / DAY + "d";
        }
        return s < 8 * YEAR ? two(s / YEAR, "y", s % YEAR / DAY, "d") : s / YEAR + "y";
    }

    private static String two(long coarse, String unit, long fine, String finer) {
        return coarse + unit + (fine > 0 ? fine + finer : "");
    }

    /** The span that a text means; empty when it means none. */
    public static Optional<Duration> parse(String text) {
        Matcher m = SPAN.matcher(text);
        if (text.isEmpty() || !m.matches()) {
            return Optional.empty();
        }
        long[] units = {YEAR, DAY, HOUR, MINUTE, 1};
        long seconds = 0;
        for (int i = 0; i < units.length; i++) {
            String number = m.group(i + 1);
            if (number != null) {
                if (number.length() > 9) {
                    return Optional.empty();
                }
                seconds += Long.parseLong(number) * units[i];
            }
        }
        return Optional.of(Duration.ofSeconds(seconds));
    }

    /** The moment that a text tells, as objects do, {@code 2026-01-31T10:00:00Z}; as second of the epoch. */
    static Optional<Long> told(String text) {
        if (text.length() < 20 || text.charAt(4) != '-' || text.charAt(10) != 'T') {
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text).getEpochSecond());
        } catch (DateTimeException noMoment) {
            return Optional.empty();
        }
    }

    /** When what the cell tells the age of was, as second of the epoch: to the second where it is known, else as near as the cell says. */
    public static Optional<Long> moment(Row row, int column, String title) {
        Optional<Long> told = told(row.cell(column));
        if (told.isPresent()) {
            return told;
        }
        if (row.created() > 0 && title.equalsIgnoreCase("age")) {
            return Optional.of(row.created());
        }
        return parse(row.cell(column)).map(age -> row.read() - age.toSeconds());
    }

    /** A cell of another title as it would be drawn now: a span in it grows as well. */
    public static String beside(Row row, int column, Instant now) {
        String cell = row.cell(column);
        if (!cell.endsWith(" ago)")) {
            return cell;
        }
        Matcher m = AGO.matcher(cell);
        return m.matches()
                ? parse(m.group(2))
                        .map(span -> m.group(1)
                                + text(span.plusSeconds(Math.max(0, now.getEpochSecond() - row.read())))
                                + m.group(3))
                        .orElse(cell)
                : cell;
    }

    /** The cell as it would be drawn now. */
    public static String cell(Row row, int column, String title, Instant now) {
        return moment(row, column, title)
                .map(then -> text(Duration.ofSeconds(now.getEpochSecond() - then)))
                .orElseGet(() -> row.cell(column));
    }
}
