package io.millwright.engine.browse;

import java.time.Duration;
import java.util.Optional;

/**
 * Which part of a log.
 *
 * @param tail at most so many lines from its end
 * @param since only lines that aren't older
 * @param previous the log of the container before its last restart
 */
public record LogAsk(int tail, Optional<Duration> since, boolean previous) {}
