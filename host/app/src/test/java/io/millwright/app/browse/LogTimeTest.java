package io.millwright.app.browse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From when on somebody wants the lines of a log. */
class LogTimeTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "2026-11-24T02:13:00Z,      2026-11-24T02:13:00Z",
        "2026-11-24T02:13:00.25Z,   2026-11-24T02:13:00.250Z",
        "2026-11-24T03:13:00+01:00, 2026-11-24T02:13:00Z",
        "2026-11-23T22:13:00-04:00, 2026-11-24T02:13:00Z",
        "2026-11-24 02:13Z,         2026-11-24T02:13:00Z",
        "2026-11-24 02:13,          2026-11-24T02:13:00Z",
        "2026-11-24T02:13:05,       2026-11-24T02:13:05Z",
        "2026-11-20,                2026-11-20T00:00:00Z",
        "02:13,                     2026-11-24T02:13:00Z",
        "2:13,                      2026-11-24T02:13:00Z",
        "02:13:07,                  2026-11-24T02:13:07Z",
        "22:13,                     2026-11-23T22:13:00Z"
    })
    void theMomentIsTheOneMeant(String typed, Instant moment) {
        assertThat(LogTime.parse(typed, NOW)).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "soon", "25:00", "2026-11-24T10:00:01Z", "2026-13-01", "14", "2026-11-24T", "-"})
    void whatIsNoMomentBeforeNowIsNone(String typed) {
        assertThat(LogTime.parse(typed, NOW)).isEmpty();
    }
}
