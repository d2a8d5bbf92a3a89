package io.millwright.tui;

import java.time.Duration;

/**
 * Limits of a program.
 *
 * @param frame shortest time between two paints of what comes by itself; what the user does is painted at once
 * @param effects how many effects run at a time
 */
public record Pace(Duration frame, int effects) {
    /** 30 paints a second, 16 effects. */
    public static final Pace DEFAULT = new Pace(Duration.ofMillis(33), 16);

    /** Paints after every message, for tests. */
    public static final Pace UNPACED = new Pace(Duration.ZERO, 16);
}
