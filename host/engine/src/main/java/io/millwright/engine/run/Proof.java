package io.millwright.engine.run;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** Looks at a check until it holds, the time is over, or the operator stops waiting. Looks often at first, then every two seconds. */
final class Proof {
    private static final Duration FIRST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final CheckEvaluator checks;
    private final Pace pace;
    private final Cancellation cancellation;
    private final LongConsumer waiting;

    /** {@code waiting} is called between two looks, with the nanoseconds of the pace. */
    Proof(CheckEvaluator checks, Pace pace, Cancellation cancellation, LongConsumer waiting) {
        this.waiting = waiting;
        this.checks = checks;
        this.pace = pace;
        this.cancellation = cancellation;
    }

    /** The last answer. {@code seen} is told what is there whenever that changes. A limit of zero means one look. */
    CheckResult await(Check check, Duration limit, Consumer<String> seen) {
        long end = pace.nanos() + limit.toNanos();
        Duration next = FIRST;
        String last = "";
        while (true) {
            CheckResult result = checks.evaluate(check);
            if (!result.message().equals(last)) {
                last = result.message();
                seen.accept(last);
            }
            if (result.holds() || pace.nanos() >= end || cancellation.requested()) {
                return result;
            }
            waiting.accept(pace.nanos());
            try {
                pace.pause(next);
            } catch (InterruptedException e) {
                // The interrupt has become a request to stop; left pending, it would close the journal's file.
                cancellation.request();
                return new CheckResult.CannotTell("the wait was interrupted; last seen: " + last, List.of());
            }
            next = next.multipliedBy(2).compareTo(LONGEST) > 0 ? LONGEST : next.multipliedBy(2);
        }
    }
}
