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

    /**
     * The rows are those that were seen then; the cluster is asked, and hasn't told all yet.
     *
     * @param more how many others were there, which aren't shown
     */
    record Cached(Instant seen, int more) implements Freshness {}
}
