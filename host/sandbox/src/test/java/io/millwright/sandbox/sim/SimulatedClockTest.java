package io.millwright.sandbox.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SimulatedClockTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private final AtomicReference<Instant> wall = new AtomicReference<>(START);
    private final SimulatedClock clock = SimulatedClock.standing(START, wall::get);

    @Test
    void standsUntilItIsSet() {
        wall.set(START.plusSeconds(5));
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.wallUntil(START.plusSeconds(1))).isEmpty();
        clock.set(START.plusSeconds(60));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(60));
    }

    @Test
    void runsSoManyTimesAsFastAsTheWall() {
        clock.run(START, 10);
        wall.set(START.plusSeconds(3));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(30));
        assertThat(clock.wallUntil(START.plusSeconds(40))).contains(Duration.ofSeconds(1));
        assertThat(clock.wallUntil(START)).contains(Duration.ZERO);
    }
}
