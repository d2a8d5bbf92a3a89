package io.millwright.app.cli;

import io.millwright.engine.handover.HandOver;
import io.millwright.engine.journal.PodSessions;
import io.millwright.engine.preview.Roles;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.UndoPreview;
import io.millwright.spi.Instance;
import io.millwright.spi.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What commands ask of the engine, in the terms in which they print it. Every method throws {@code ProblemException}. */
public interface Operations {
    /** The health of these instances, in their order; checks that are late are findings, never a delay beyond the limit. */
    List<Checked> health(List<Instance> instances, Duration limit);

    /** The frozen plan for what was asked, with its preview. Changes nothing. */
    Prepared prepare(Asked asked);

    /**
     * How that plan goes on a copy of its instance, Secrets' values replaced, with the simulator of the tool's operator. Changes nothing, and
     * says what it can't tell.
     */
    Rehearsed rehearse(Prepared prepared);

    /** The smallest roles that the plan can be run with. */
    Roles.Generated roles(Prepared prepared);

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

    /**
     * Takes back what a run has changed, last step first. What can't be taken back is named by its steps. One that has succeeded is undone only
     * where nobody has changed the same since.
     */
    PastRun undo(String id, Operator operator, Consumer<PastRun.StepLine> progress);

    /** What undoing a run would do, last step first, in its cluster as it is now; changes nothing. */
    List<UndoPreview.Line> undoPreview(String id);

    /** Closes a failed or interrupted run with a written reason, and leaves what it changed as it is. */
    PastRun abandon(String id, String reason);

    /** All runs of this machine, newest first. */
    List<PastRun> runs();

    /** One run, by its id or an unambiguous start of it. */
    Optional<PastRun> run(String id);

    /** The runs that have a copy in that cluster, from whatever machine, newest first. */
    List<PastRun> copies(String context);

    /** A run of another machine, as its copy in that cluster tells it; {@code id} may be the beginning of its id. */
    FromElsewhere fromElsewhere(String context, String id);

    /**
     * Takes that run to this machine; from then on it is a run of this machine that was interrupted. Changes nothing in the cluster.
     *
     * @param phrase what the operator typed to approve its plan: the copy may have been written by anybody who may write there
     */
    PastRun takeOver(FromElsewhere run, String phrase);

    /**
     * A run that may be taken over.
     *
     * @param phrase what has to be typed to approve its plan
     * @param content what is taken over
     */
    record FromElsewhere(PastRun run, Plan plan, String digest, String phrase, HandOver.Content content) {}

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

    /** Everything about a run, for a ticket: plan, journal, evidence. Secrets were redacted when it was written. */
    Exported export(String id);

    /**
     * A run in both forms of its export.
     *
     * @param markdown for people
     * @param content for programs: the document {@code millwright/v1/RunExport} without its schema
     */
    record Exported(String markdown, Map<String, Object> content) {}

    /**
     * Whether that may be done inside of a pod now, and that it is, written down: on the disk when it returns.
     *
     * @param operator is asked for a reason where a guardrail asks for one
     * @return to be told how it ended, and closed
     */
    PodSessions.Open inPod(String context, PodWork work, Operator operator);

    /** What was done inside of pods from this machine, newest first. */
    List<PodSessions.Past> podSessions();

    /**
     * What that plan does otherwise than the one of that digest, which was shown on this machine; empty when it wasn't.
     *
     * @param digest of the plan that was approved
     */
    List<String> changes(String digest, Prepared now);

    /**
     * A plan and its preview.
     *
     * @param digest of what it does: the same plan in an unchanged cluster has the same
     */
    record Prepared(Plan plan, PreviewView preview, String digest) {}
}
