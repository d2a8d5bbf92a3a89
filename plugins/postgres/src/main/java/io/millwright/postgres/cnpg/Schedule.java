package io.millwright.postgres.cnpg;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A cron expression of six fields, seconds first, as ScheduledBackups have it. CloudNativePG's parser takes five fields too and then reads
 * them as second to month, so that {@code 0 0 * * *} fires every hour: five fields are refused here.
 */
public final class Schedule {
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final List<String> MONTHS =
            List.of("", "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

    private final List<BitSet> fields;
    private final boolean anyDayOfMonth;
    private final boolean anyDayOfWeek;

    private Schedule(List<BitSet> fields, boolean anyDayOfMonth, boolean anyDayOfWeek) {
        this.fields = fields;
        this.anyDayOfMonth = anyDayOfMonth;
        this.anyDayOfWeek = anyDayOfWeek;
    }

    /** The schedule, or why it is none. */
    public sealed interface Parsed {
        /** It is one. */
        record Good(Schedule schedule) implements Parsed {}

        /** It is none. */
        record Bad(String why) implements Parsed {}
    }

    /** How many fields the expression has. */
    public static int fieldCount(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    public static Parsed parse(String text) {
        if (text.strip().startsWith("@")) {
            return macro(text.strip().toLowerCase(Locale.ROOT));
        }
        String[] words = text.strip().split("\\s+");
        if (words.length != 6) {
            return new Parsed.Bad("it has " + fieldCount(text)
                    + " fields; six are needed: second minute hour day-of-month month day-of-week");
        }
        try {
            List<BitSet> fields = List.of(
                    field(words[0], 0, 59, List.of()),
                    field(words[1], 0, 59, List.of()),
                    field(words[2], 0, 23, List.of()),
                    field(words[3], 1, 31, List.of()),
                    field(words[4], 1, 12, MONTHS),
                    field(words[5], 0, 7, DAYS));
            if (fields.get(5).get(7)) {
                fields.get(5).set(0);
            }
            return new Parsed.Good(new Schedule(fields, isAny(words[3]), isAny(words[5])));
        } catch (IllegalArgumentException e) {
            return new Parsed.Bad(String.valueOf(e.getMessage()));
        }
    }

    private static Parsed macro(String text) {
        return switch (text) {
            case "@hourly" -> parse("0 0 * * * *");
            case "@daily", "@midnight" -> parse("0 0 0 * * *");
            case "@weekly" -> parse("0 0 0 * * 0");
            case "@monthly" -> parse("0 0 0 1 * *");
            case "@yearly", "@annually" -> parse("0 0 0 1 1 *");
            default -> new Parsed.Bad(text + " is not a known short form");
        };
    }

    private static boolean isAny(String word) {
        return word.equals("*") || word.equals("?");
    }

    private static BitSet field(String word, int min, int max, List<String> names) {
        BitSet set = new BitSet(max + 1);
        for (String part : word.split(",", -1)) {
            String[] stepped = part.split("/", 2);
            int step = stepped.length == 2 ? number(stepped[1], 1, max, List.of()) : 1;
            int from = min;
            int to = max;
            if (!isAny(stepped[0])) {
                String[] range = stepped[0].split("-", 2);
                from = number(range[0], min, max, names);
                to = range.length == 2 ? number(range[1], min, max, names) : stepped.length == 2 ? max : from;
            }
            if (from > to) {
                throw new IllegalArgumentException(part + " runs backwards");
            }
            for (int value = from; value <= to; value += step) {
                set.set(value);
            }
        }
        return set;
    }

    private static int number(String word, int min, int max, List<String> names) {
        int named = word.isEmpty() ? -1 : names.indexOf(word.toLowerCase(Locale.ROOT));
        if (named >= 0) {
            return named;
        }
        try {
            int value = Integer.parseInt(word);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' is not a number", e);
        }
        throw new IllegalArgumentException(word + " is not within " + min + " to " + max);
    }

    /** The first time after that one; empty when there is none within five years. */
    public Optional<Instant> next(Instant after) {
        ZonedDateTime t =
                after.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        ZonedDateTime end = t.plusYears(5);
        while (t.isBefore(end)) {
            if (!fields.get(4).get(t.getMonthValue()) || !day(t)) {
                t = t.truncatedTo(ChronoUnit.DAYS).plusDays(1);
            } else if (!fields.get(2).get(t.getHour())) {
                t = t.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!fields.get(1).get(t.getMinute())) {
                t = t.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
            } else if (!fields.get(0).get(t.getSecond())) {
                t = t.plusSeconds(1);
            } else {
                return Optional.of(t.toInstant());
            }
        }
        return Optional.empty();
    }

    private boolean day(ZonedDateTime t) {
        boolean byMonth = fields.get(3).get(t.getDayOfMonth());
        boolean byWeek = fields.get(5)
                .get(t.getDayOfWeek() == DayOfWeek.SUNDAY ? 0 : t.getDayOfWeek().getValue());
        // As in every cron: with both restricted, either is enough.
        return anyDayOfMonth || anyDayOfWeek ? byMonth && byWeek : byMonth || byWeek;
    }

    /** The longest gap between the next runs: how old a backup is allowed to become by this schedule. */
    public Optional<Duration> longestGap(Instant from) {
        Optional<Instant> at = next(from);
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 8 && at.isPresent(); i++) {
            Instant here = at.get();
            at = next(here);
            Duration gap = at.map(n -> Duration.between(here, n)).orElse(Duration.ZERO);
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return Optional.of(longest).filter(d -> !d.isZero());
    }
}
