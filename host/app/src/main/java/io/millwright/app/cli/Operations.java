package io.millwright.app.cli;

import io.millwright.engine.run.Operator;
import io.millwright.spi.Instance;
import io.millwright.spi.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What commands ask of the engine, in the terms in which they print it. Every method throws {@code ProblemException}. */
public interface Operations {
    /** The health of these instances, in their order; checks that are late are findings, never a delay beyond the limit. */
    List<Checked> health(List<Instance> instances, Duration limit);

    /** The frozen plan for what was asked, with its preview. Changes nothing. */
    Prepared prepare(Asked asked);

    /**
     * Runs a plan that was approved.
     *
     * @param phrase what the operator typed to approve it
     * @param operator who is asked when a step needs an answer, and who sees what is shown once
     * @param progress is told everything that happens to a step, as it happens
     * @return the run, ended
     */
    PastRun run(Prepared prepared, String phrase, Operator operator, Consumer<PastRun.StepLine> progress);

    /** Goes on where a run was interrupted or has failed. A step of which nobody can tell whether it was done is asked about. */
    PastRun resume(String id, Operator operator, Consumer<PastRun.StepLine> progress);

    /** Takes back what a failed or interrupted run has changed, last step first. What can't be taken back is named by its steps. */
    PastRun undo(String id, Operator operator, Consumer<PastRun.StepLine> progress);

    /** Closes a failed or interrupted run with a written reason, and leaves what it changed as it is. */
    PastRun abandon(String id, String reason);

    /** All runs of this machine, newest first. */
    List<PastRun> runs();

    /** One run, by its id or an unambiguous start of it. */
    Optional<PastRun> run(String id);

    /** Whether the journal of a run is as it was written: every line fits the one before it. Says nothing of who wrote it. */
    Verified verify(String id);

    /**
     * What the look at a journal found.
     *
     * @param records how many lines are sound
     * @param lastHash the hash of the last sound one
     * @param torn the last line wasn't written whole, as after a crash; the next run cuts it off
     * @param broken which line was changed or is missing, in words
     */
    record Verified(String id, int records, String lastHash, boolean torn, Optional<String> broken) {}

    /** Everything about a run as text, for a ticket: plan, journal, evidence. Secrets were redacted when it was written. */
    String export(String id);

    /** A plan and its preview. */
    record Prepared(Plan plan, PreviewView preview) {}
}
