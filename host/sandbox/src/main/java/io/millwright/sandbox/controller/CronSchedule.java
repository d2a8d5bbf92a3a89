package io.millwright.sandbox.controller;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A cron schedule of five fields, or one of the {@code @} names. */
public final class CronSchedule {
    private static final Map<String, String> NAMES = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");
    private static final List<String> MONTHS =
            List.of("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final Duration HORIZON = Duration.ofDays(366 * 5L);

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;

    private CronSchedule(String[] fields) {
        minutes = field(fields[0], 0, 59, List.of());
        hours = field(fields[1], 0, 23, List.of());
        days = field(fields[2], 1, 31, List.of());
        months = field(fields[3], 1, 12, MONTHS);
        weekdays = field(fields[4], 0, 7, DAYS);
        if (weekdays.get(7)) {
            weekdays.set(0);
        }
        anyDay = fields[2].startsWith("*");
        anyWeekday = fields[4].startsWith("*");
    }

    /** The schedule, or empty when the text is none. */
    public static Optional<CronSchedule> parse(String text) {
        String[] fields = NAMES.getOrDefault(text.strip(), text.strip()).split("\\s+", -1);
        if (fields.length != 5) {
            return Optional.empty();
        }
        try {
            return Optional.of(new CronSchedule(fields));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static BitSet field(String text, int low, int high, List<String> names) {
        BitSet set = new BitSet();
        for (String part : text.split(",", -1)) {
            String[] stepped = part.split("/", -1);
            int step = stepped.length > 1 ? Integer.parseInt(stepped[1]) : 1;
            String[] range = stepped[0].split("-", -1);
            boolean any = stepped[0].equals("*") || stepped[0].equals("?");
            int from = any ? low : number(range[0], names);
            int to = any || range.length == 1 && stepped.length > 1 ? high : number(range[range.length - 1], names);
            if (from < low || to > high || step < 1) {
                throw new NumberFormatException(text);
            }
            for (int i = from; i <= to; i += step) {
                set.set(i);
            }
        }
        return set;
    }

    private static int number(String text, List<String> names) {
        int named = names.indexOf(text.toLowerCase(Locale.ROOT));
        return named >= 0 ? named : Integer.parseInt(text);
    }

    /** The first time after that one. Empty when there is none within five years. */
    public Optional<Instant> next(Instant after, ZoneId zone) {
        ZonedDateTime time = after.atZone(zone).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        ZonedDateTime end = time.plus(HORIZON);
        while (time.isBefore(end)) {
            if (!dayMatches(time)) {
                time = time.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!hours.get(time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return Optional.of(time.toInstant());
            }
        }
        return Optional.empty();
    }

    /** The last time after {@code since} that isn't after {@code now}. */
    public Optional<Instant> last(Instant since, Instant now, ZoneId zone) {
        Optional<Instant> found = Optional.empty();
        Instant from = since.isBefore(now.minus(Duration.ofHours(26)))
                        && next(now.minus(Duration.ofHours(26)), zone)
                                .filter(t -> !t.isAfter(now))
                                .isPresent()
                ? now.minus(Duration.ofHours(26))
                : since;
        for (Optional<Instant> time = next(from, zone);
                time.filter(t -> !t.isAfter(now)).isPresent();
                time = next(time.get(), zone)) {
            found = time;
        }
        return found;
    }

    private boolean dayMatches(ZonedDateTime time) {
        boolean day = days.get(time.getDayOfMonth());
        boolean weekday = weekdays.get(time.getDayOfWeek().getValue() % 7);
        // Cron's own oddity: with both fields restricted, either is enough.
        boolean either = anyDay || anyWeekday ? day && weekday : day || weekday;
        return months.get(time.getMonthValue()) && either;
    }
}
