package io.millwright.kafka.runbook;

import java.time.Duration;

/** How long messages are kept, as an operator writes it. */
final class Retention {
    private Retention() {}

    /** The milliseconds of {@code 12h} or {@code 7d}. */
    static long millis(String text) {
        long count = Long.parseLong(text.substring(0, text.length() - 1));
        return (text.endsWith("d") ? Duration.ofDays(count) : Duration.ofHours(count)).toMillis();
    }
}
