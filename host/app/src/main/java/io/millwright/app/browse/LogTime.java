package io.millwright.app.browse;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** From when on lines of a log are wanted, as people type it: a moment, in UTC where no zone is given, as lines are shown. */
public final class LogTime {
    /** What can be typed. */
    public static final String FORMS = "14:30, 2026-11-24 14:30 or 2026-11-24T14:30:00+01:00; without a zone it is UTC";

    private LogTime() {}

    /** The moment that is meant: of a time of day, the last one. Empty when it is none, or later than now. */
    public static Optional<Instant> parse(String typed, Instant now) {
        String text = typed.strip().replaceFirst(" +", "T");
        try {
            return Optional.of(moment(text, now)).filter(m -> !m.isAfter(now));
        } catch (DateTimeException notATime) {
            // It is a word of a person, who is told what can be typed.
            return Optional.empty();
        }
    }

    private static Instant moment(String text, Instant now) {
        if (text.indexOf('-') < 0) {
            LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
            LocalTime time = LocalTime.parse(text.indexOf(':') == 1 ? "0" + text : text);
            Instant then = today.atTime(time).toInstant(ZoneOffset.UTC);
            return then.isAfter(now) ? then.minus(Duration.ofDays(1)) : then;
        }
        int time = text.indexOf('T');
        if (time < 0) {
            return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        String clock = text.substring(time);
        boolean zoned = clock.indexOf('Z') >= 0
                || clock.indexOf('z') >= 0
                || clock.indexOf('+') >= 0
                || clock.indexOf('-') >= 0;
        return zoned
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
