package io.millwright.engine.run;

import io.millwright.engine.diagnosis.Cause;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Asks an API server again for what it has certainly not done and may do in a moment, until a limit or until somebody stops the wait. */
final class Patience {
    /**
     * How long for what, with which pause before the first new attempt and at most.
     *
     * @param passes whether nothing was done, and may be if it is asked for again
     */
    record Terms(Duration limit, Duration first, Duration longest, Predicate<Problem> passes) {}

    /**
     * For any write. A webhook whose pod is being replaced, and an API server that is being restarted, answer again within seconds; a run that
     * stopped over that would wait for a person for nothing.
     */
    static final Terms USUAL =
            new Terms(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofSeconds(4), Patience::wasNeverAdmitted);

    private final Pace pace;
    private final Cancellation cancellation;
    private final BiConsumer<Step, Problem> waits;

    /** {@code waits} is told why it is asked for again, whenever that changes. */
    Patience(Pace pace, Cancellation cancellation, BiConsumer<Step, Problem> waits) {
        this.pace = pace;
        this.cancellation = cancellation;
        this.waits = waits;
    }

    /**
     * What the attempt gives in the end.
     *
     * @throws ProblemException of the last attempt, with how long was waited when that was in vain
     */
    <T> T of(Step step, Terms terms, Supplier<T> attempt) {
        Duration limit = least(terms.limit(), step.deadline());
        long end = pace.nanos() + limit.toNanos();
        Duration pause = terms.first();
        Optional<String> last = Optional.empty();
        while (true) {
            try {
                return attempt.get();
            } catch (ProblemException e) {
                Problem now = e.problem();
                if (!terms.passes().test(now) || cancellation.requested()) {
                    throw e;
                }
                long left = end - pace.nanos();
                if (left <= 0) {
                    throw because("after " + limit.toSeconds() + " s: " + now.why(), now);
                }
                if (!last.equals(Optional.of(now.why()))) {
                    last = Optional.of(now.why());
                    waits.accept(step, now);
                }
                pause(least(pause, Duration.ofNanos(left)));
                if (cancellation.requested()) {
                    throw because("it was stopped while it waited: " + now.why(), now);
                }
                pause = least(pause.multipliedBy(2), terms.longest());
            }
        }
    }

    /** Admission comes before storage, and who refuses a connection has read nothing of it. */
    private static boolean wasNeverAdmitted(Problem problem) {
        return problem.code().equals(Optional.of("refused"))
                || Cause.of(problem).equals(Optional.of(Cause.WEBHOOK_DOWN));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void pause(Duration time) {
        try {
            pace.pause(time);
        } catch (InterruptedException e) {
            // The interrupt has become a request to stop; left pending, it would close the journal's file.
            cancellation.request();
        }
    }

    private static ProblemException because(String why, Problem p) {
        return new ProblemException(new Problem(p.kind(), p.attempted(), p.on(), why, p.next(), p.code()));
    }
}
