package io.millwright.engine.run;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.UnderRun;
import io.millwright.spi.Action;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes one changed step back by its undo, journalled and forced on both sides. Says what it could not take back. */
final class Rollback {
    private final String runId;
    private final ActionExecutor actions;
    private final Proof proof;
    private final Journal journal;
    private final Restoration restoration;

    Rollback(String runId, ClusterConnection cluster, ActionExecutor actions, Proof proof, Journal journal) {
        this.runId = runId;
        this.actions = actions;
        this.proof = proof;
        this.journal = journal;
        this.restoration = new Restoration(cluster, proof);
    }

    /** What of that step is left, in words; empty when it was taken back and seen to be. */
    List<String> undo(Changes.Change change) {
        Step step = change.step();
        journal.append(
                "COMPENSATE_INTENT",
                Map.of("step", step.id(), "undo", step.undo().word()));
        journal.force();
        List<String> left;
        try {
            left = UnderRun.of(runId, () -> taken(change));
        } catch (ProblemException e) {
            left = List.of(actions.withoutSecrets(e.problem()).summary());
        }
        Map<String, Object> outcome = new LinkedHashMap<>();
        outcome.put("step", step.id());
        outcome.put("undone", left.isEmpty());
        outcome.put("message", String.join("; ", left));
        journal.append("COMPENSATE_OUTCOME", outcome);
        journal.force();
        return left;
    }

    private List<String> taken(Changes.Change change) {
        Step step = change.step();
        return switch (step.undo()) {
            case Undo.Exact u ->
                inexact(step.action())
                        .map(List::of)
                        .orElseGet(() -> actions.patiently(
                                step,
                                () -> restoration.restore(change.images().images(), change.made(), step.deadline())));
            case Undo.BestEffort u -> {
                actions.execute(step, u.action(), runId, new LinkedHashMap<>());
                CheckResult result = proof.await(u.done(), step.deadline(), seen -> {});
                yield result.holds() ? List.of() : List.of(result.message());
            }
            case Undo.ByRestore u -> List.of("only a restore brings it back: " + u.what());
            case Undo.None u -> List.of("there is no way back: " + u.reason());
            case Undo.NothingToUndo u -> List.of();
        };
    }

    /** Why there is no exact way back from that action, whatever its step says. */
    static Optional<String> inexact(Action action) {
        return switch (action) {
            case Action.Helm _, Action.HelmRollback _ ->
                Optional.of("a Helm release has no former values that could be put back one by one");
            case Action.Delete _, Action.ForceDelete _ -> Optional.of("what was deleted is gone");
            case Action.Evict a -> Optional.of("an evicted pod is gone; its controller makes another one");
            case Action.Http a -> Optional.of("what a request did is not known here");
            case Action.Exec a -> Optional.of("what a command did is not known here");
            case Action.Manual a -> Optional.of("it was done by hand, and is taken back by hand");
            case Action.Apply a -> Optional.empty();
            case Action.Patch a -> Optional.empty();
            case Action.Scale a -> Optional.empty();
            case Action.Annotate a -> Optional.empty();
            case Action.Create a -> Optional.empty();
            case Action.Wait a -> Optional.empty();
            case Action.Look a -> Optional.empty();
            case Action.Confirm a -> Optional.empty();
            case Action.Input a -> Optional.empty();
            case Action.ForEach a -> Optional.empty();
        };
    }
}
