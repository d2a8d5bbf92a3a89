package io.millwright.sandbox.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CronScheduleTest {
    private static final Instant TUESDAY = Instant.parse("2026-11-24T10:07:30Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    */5 * * * *        | 2026-11-24T10:10:00Z
                    0 2 * * *          | 2026-11-25T02:00:00Z
                    @hourly            | 2026-11-24T11:00:00Z
                    15,45 9-17 * * mon-fri | 2026-11-24T10:15:00Z
                    0 0 * * 7          | 2026-11-29T00:00:00Z
                    0 0 29 2 *         | 2028-02-29T00:00:00Z
                    0 0 1 * sun        | 2026-11-29T00:00:00Z
                    10/20 * * * *      | 2026-11-24T10:10:00Z
                    """)
    void findsTheNextTime(String schedule, Instant next) {
        assertThat(CronSchedule.parse(schedule).orElseThrow().next(TUESDAY, ZoneOffset.UTC))
                .contains(next);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "* * * *", "60 * * * *", "* * * * mondays", "*/0 * * * *"})
    void refusesWhatIsNoSchedule(String text) {
        assertThat(CronSchedule.parse(text)).isEmpty();
    }

    @Test
    void goesByTheZonesWallClock() {
        assertThat(CronSchedule.parse("0 2 * * *").orElseThrow().next(TUESDAY, ZoneId.of("Europe/Berlin")))
                .contains(Instant.parse("2026-11-25T01:00:00Z"));
    }

    @Test
    void givesTheLastOfSeveralMissedTimes() {
        CronSchedule schedule = CronSchedule.parse("*/5 * * * *").orElseThrow();
        assertThat(schedule.last(TUESDAY.minusSeconds(3600), TUESDAY, ZoneOffset.UTC))
                .contains(Instant.parse("2026-11-24T10:05:00Z"));
        assertThat(schedule.last(Instant.parse("2026-11-24T10:05:00Z"), TUESDAY, ZoneOffset.UTC))
                .isEmpty();
    }
}
