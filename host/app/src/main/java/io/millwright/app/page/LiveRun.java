package io.millwright.app.page;

import io.millwright.app.cli.Checked;
import io.millwright.app.cli.Operations.Prepared;
import io.millwright.app.cli.PastRun;
import io.millwright.spi.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A run that this screen has started.
 *
 * @param before what was found wrong with the target before
 * @param question what it asks and waits for
 * @param result the run once it has ended
 * @param after the target's health then
 */
public record LiveRun(
        long number,
        Desk.Ask ask,
        Prepared prepared,
        Instant started,
        List<Finding> before,
        List<PastRun.StepLine> lines,
        Optional<Question> question,
        Optional<Answer<PastRun>> result,
        Optional<Checked> after) {
    public LiveRun {
        before = List.copyOf(before);
        lines = List.copyOf(lines);
    }

    LiveRun with(PastRun.StepLine line) {
        List<PastRun.StepLine> more = new ArrayList<>(lines);
        more.add(line);
        return new LiveRun(number, ask, prepared, started, before, more, question, result, after);
    }

    LiveRun ended(Answer<PastRun> answer, Optional<Checked> health) {
        return new LiveRun(
                number, ask, prepared, started, before, lines, Optional.empty(), Optional.of(answer), health);
    }

    LiveRun asking(Optional<Question> asked) {
        return new LiveRun(number, ask, prepared, started, before, lines, asked, result, after);
    }

    boolean isRunning() {
        return result.isEmpty();
    }

    /** The last line about a step. */
    Optional<PastRun.StepLine> last(String step) {
        return lines.stream().filter(l -> l.step().equals(step)).reduce((_, b) -> b);
    }
}
