package io.millwright.app.cli;

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
     * @param progress is told everything that happens to a step, as it happens
     * @return the run, ended
     */
    PastRun run(Prepared prepared, String phrase, Consumer<PastRun.StepLine> progress);

    /** All runs of this machine, newest first. */
    List<PastRun> runs();

    /** One run, by its id or an unambiguous start of it. */
    Optional<PastRun> run(String id);

    /** Everything about a run as text, for a ticket: plan, journal, evidence. Secrets were redacted when it was written. */
    String export(String id);

    /** A plan and its preview. */
    record Prepared(Plan plan, PreviewView preview) {}
}
