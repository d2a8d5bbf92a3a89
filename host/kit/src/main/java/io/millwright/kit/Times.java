package io.millwright.kit;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the ways in which Kubernetes, Go and PostgreSQL write times, and writes ages for people. */
public final class Times {
    private static final Pattern GO = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[ T](\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)? ?([+-]\\d\\d):?(\\d\\d)?(?: [A-Za-z0-9+-]+)?(?: m=.*)?");
    private static final Pattern INTERVAL =
            Pattern.compile("(-?)(?:(\\d+) days? ?)?(?:(\\d+):(\\d\\d):(\\d\\d)(\\.\\d+)?)?");

    private Times() {}

    /** RFC 3339, with or without fractions. */
    public static Optional<Instant> kubernetes(Optional<String> text) {
        return text.flatMap(t -> {
            try {
                return Optional.of(OffsetDateTime.parse(t).toInstant());
            } catch (DateTimeParseException e) {
                return Optional.empty();
            }
        });
    }

    /** What Go's {@code Time.String} and PostgreSQL write: {@code 2026-09-27 10:00:00 +0000 UTC}, {@code 2026-09-27 10:00:00.5+00}; RFC 3339 too. */
    public static Optional<Instant> loose(String text) {
        Matcher m = GO.matcher(text.strip());
        if (!m.matches()) {
            return kubernetes(Optional.of(text.strip()));
        }
        String fraction = m.group(3) == null ? "" : m.group(3);
        String minutes = m.group(5) == null ? "00" : m.group(5);
        try {
            return Optional.of(
                    LocalDateTime.parse(m.group(1) + "T" + m.group(2) + fraction, DateTimeFormatter.ISO_LOCAL_DATE_TIME)
                            .toInstant(ZoneOffset.of(m.group(4) + ":" + minutes)));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** An interval as PostgreSQL writes it: {@code 00:00:01.5}, {@code 1 day 02:00:00}. */
    public static Optional<Duration> interval(String text) {
        Matcher m = INTERVAL.matcher(text.strip());
        if (text.isBlank() || !m.matches()) {
            return Optional.empty();
        }
        Duration total = Duration.ofDays(part(m.group(2)))
                .plusHours(part(m.group(3)))
                .plusMinutes(part(m.group(4)))
                .plusSeconds(part(m.group(5)));
        if (m.group(6) != null) {
            total = total.plusNanos((long) (Double.parseDouble("0" + m.group(6)) * 1_000_000_000L));
        }
        return Optional.of(m.group(1).isEmpty() ? total : Duration.ZERO);
    }

    private static long part(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }

    /** {@code 3 d 4 h}, {@code 12 min}, {@code 40 s}: at most two units, rounded down. */
    public static String words(Duration d) {
        Duration a = d.abs();
        if (a.toDays() > 0) {
            return a.toDays() + " d" + (a.toHoursPart() > 0 ? " " + a.toHoursPart() + " h" : "");
        }
        if (a.toHours() > 0) {
            return a.toHours() + " h" + (a.toMinutesPart() > 0 ? " " + a.toMinutesPart() + " min" : "");
        }
        if (a.toMinutes() > 0) {
            return a.toMinutes() + " min";
        }
        return a.toMillis() > 0 && a.toSeconds() < 10 && a.toMillisPart() > 0
                ? a.toSeconds() + "." + a.toMillisPart() / 100 + " s"
                : a.toSeconds() + " s";
    }
}
