package io.millwright.engine.guardrail;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Hours of some days of the week. One that ends before it begins goes over midnight, and belongs to the day on which it begins.
 *
 * @param days on which it begins; none means every day
 * @param from the first moment
 * @param to the moment after the last
 * @param zone whose days and hours
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
    public Window {
        days = days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : Set.copyOf(days);
    }

    /** Whether that moment is in it. */
    public boolean contains(Instant moment) {
        ZonedDateTime at = moment.atZone(zone);
        LocalTime time = at.toLocalTime();
        DayOfWeek today = at.getDayOfWeek();
        if (from.isBefore(to)) {
            return days.contains(today) && !time.isBefore(from) && time.isBefore(to);
        }
        return days.contains(today) && !time.isBefore(from) || days.contains(today.minus(1)) && time.isBefore(to);
    }

    /** {@code Mon Tue 22:00 to 04:00 Europe/Berlin}. */
    public String display() {
        String named = days.size() == 7
                ? "every day"
                : days.stream()
                        .sorted()
                        .map(d -> d.getDisplayName(TextStyle.SHORT, Locale.ENGLISH))
                        .collect(Collectors.joining(" "));
        return named + " " + from + " to " + to + " " + zone;
    }
}
