package io.millwright.engine.browse;

import io.millwright.spi.Problem;
import java.time.Duration;
import java.time.Instant;

/** How the rows are kept up to date. */
public sealed interface Freshness {
    /** The server tells each change as it happens. */
    record Live() implements Freshness {}

    /** The server can't or won't tell changes; the rows are listed again and again. */
    record Polling(Duration every) implements Freshness {}

    /** The rows are those of that moment; it is tried again. */
    record Stale(Instant since, Problem why) implements Freshness {}
}
