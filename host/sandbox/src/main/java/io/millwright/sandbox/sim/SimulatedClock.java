package io.millwright.sandbox.sim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * A cluster's time. It stands still until it is told to {@link #run}; then it goes as fast as the wall's times a factor. Thread-safe; never
 * goes backwards by itself.
 */
public final class SimulatedClock extends Clock {
    private record State(Instant base, Instant wallBase, double speed) {}

    private final InstantSource wall;
    private volatile State state;

    private SimulatedClock(Instant start, InstantSource wall) {
        this.wall = wall;
        this.state = new State(start, wall.instant(), 0);
    }

    /** A clock that shows that time until it is set or run. */
    public static SimulatedClock standing(Instant start, InstantSource wall) {
        return new SimulatedClock(start, wall);
    }

    @Override
    public Instant instant() {
        State now = state;
        if (now.speed() == 0) {
            return now.base();
        }
        Duration passed = Duration.between(now.wallBase(), wall.instant());
        return now.base().plusNanos((long) (passed.toNanos() * now.speed()));
    }

    /** Whether it moves only when set. */
    public boolean standing() {
        return state.speed() == 0;
    }

    /** Shows that time from now; how fast it goes doesn't change. */
    public void set(Instant time) {
        state = new State(time, wall.instant(), state.speed());
    }

    /** Goes on from that time, so many times as fast as the wall's. */
    public void run(Instant from, double speed) {
        state = new State(from, wall.instant(), speed);
    }

    /** How long in wall time until it shows that time; empty while it stands. Never negative. */
    public Optional<Duration> wallUntil(Instant time) {
        double speed = state.speed();
        if (speed == 0) {
            return Optional.empty();
        }
        long nanos = (long) (Duration.between(instant(), time).toNanos() / speed);
        return Optional.of(Duration.ofNanos(Math.max(0, nanos)));
    }

    /** The wall's time. */
    public Instant wall() {
        return wall.instant();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
