package io.millwright.app.cli;

import io.millwright.spi.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a plan went on a copy of its instance: a prediction, as good as the simulator of the tool's operator.
 *
 * @param state how the run on the copy ended, one word
 * @param succeeded whether it came to its end
 * @param took the copy's time from the first step to the last
 * @param objects how many objects were copied
 * @param steps what became of each step
 * @param notRehearsed what the copy can't show, and why
 * @param problem why it didn't come to its end
 */
public record Rehearsed(
        String state,
        boolean succeeded,
        Duration took,
        int objects,
        List<Line> steps,
        List<String> notRehearsed,
        Optional<Problem> problem) {
    /** The code of a problem that the copy has and the cluster hasn't. */
    public static final String NOT_REHEARSED = "not-rehearsed";

    public Rehearsed {
        steps = List.copyOf(steps);
        notRehearsed = List.copyOf(notRehearsed);
    }

    /** Whether the copy couldn't show a step, of which therefore nothing is predicted. */
    public boolean cutShort() {
        return problem.flatMap(Problem::code).filter(NOT_REHEARSED::equals).isPresent();
    }

    /**
     * One step.
     *
     * @param state one word
     * @param took the copy's time
     * @param detail what was seen; may be empty
     */
    public record Line(String step, String title, String state, Duration took, String detail) {}
}
