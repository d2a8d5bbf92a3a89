package io.millwright.app;

import io.millwright.app.cli.Operations;
import io.millwright.app.cli.PastRun;
import io.millwright.engine.handover.Summary;
import io.millwright.engine.journal.RunExport;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.journal.RunStore.StoredRun;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.plan.Steps;
import io.millwright.engine.run.RunEvent;
import io.millwright.engine.run.RunState;
import io.millwright.engine.run.StepState;
import io.millwright.spi.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs and what happens to them, in the words of the command line and the screen. */
final class RunWords {
    private RunWords() {}

    /** A line about what happens to a run; empty for what nobody waits for. */
    static Optional<PastRun.StepLine> line(RunEvent event, Map<String, String> titles) {
        return switch (event) {
            case RunEvent.StepChanged e ->
                e.state() == StepState.CHECKING
                        ? Optional.empty()
                        : Optional.of(new PastRun.StepLine(
                                e.at(), e.step(), e.title(), e.state().word(), e.detail()));
            case RunEvent.Progress e ->
                Optional.of(new PastRun.StepLine(
                        e.at(),
                        e.step(),
                        titles.getOrDefault(e.step(), e.step()),
                        StepState.VERIFYING.word(),
                        e.detail()));
            case RunEvent.StepProblem e ->
                Optional.of(new PastRun.StepLine(
                        e.at(),
                        e.step(),
                        titles.getOrDefault(e.step(), e.step()),
                        StepState.FAILED.word(),
                        e.problem().why() + ". " + e.problem().next()));
            case RunEvent.Remark e -> Optional.of(new PastRun.StepLine(e.at(), "", e.text(), PastRun.REMARK, ""));
            case RunEvent.RunChanged e -> Optional.empty();
        };
    }

    /** A run that lies on the disk but can't be read is in the list, with the reason as its title. */
    static PastRun unreadable(RunStore.UnreadableRun run) {
        return new PastRun(
                run.id(), run.why(), "Unreadable", "", "", "", "", "", Instant.EPOCH, Optional.empty(), List.of(), "");
    }

    /** Whoever holds its lock is at it, for all that can be told from here; the lock itself decides when somebody goes on with it. */
    static PastRun past(Summary s, String context) {
        RunState state = s.over() || s.state().equals(RunState.FAILED.name())
                ? RunState.valueOf(s.state())
                : RunState.RUNNING_ELSEWHERE;
        return new PastRun(
                s.run(),
                s.title(),
                state.word(),
                context,
                s.tool(),
                s.runbook(),
                s.target(),
                s.by(),
                s.started(),
                Optional.empty(),
                List.of(),
                s.by() + " on " + s.host());
    }

    /** A run as its journal tells it. */
    static PastRun past(StoredRun run) {
        FrozenPlan plan = run.plan();
        List<PastRun.StepLine> steps = run.journal().records().stream()
                .filter(r -> "STEP_STATE".equals(r.get("type")) || "DIAGNOSIS".equals(r.get("type")))
                .map(r -> new PastRun.StepLine(
                        Instant.parse(String.valueOf(r.get("t"))),
                        String.valueOf(r.get("step")),
                        title(plan, String.valueOf(r.get("step"))),
                        "DIAGNOSIS".equals(r.get("type"))
                                ? "diagnosis"
                                : StepState.valueOf(String.valueOf(r.get("state")))
                                        .word(),
                        String.valueOf(r.getOrDefault("message", ""))))
                .toList();
        Optional<Instant> ended = run.journal().records().stream()
                .filter(r -> "RUN_CLOSED".equals(r.get("type")))
                .map(r -> Instant.parse(String.valueOf(r.get("t"))))
                .findFirst();
        return new PastRun(
                plan.planId(),
                plan.plan().title(),
                RunState.valueOf(RunExport.state(run)).word(),
                plan.context(),
                plan.plan().tool(),
                plan.plan().runbookId(),
                plan.plan().target().instance().path(),
                plan.createdBy(),
                plan.createdAt(),
                ended,
                steps,
                "");
    }

    private static String title(FrozenPlan plan, String step) {
        return Steps.all(plan.plan().steps())
                .filter(s -> s.id().equals(step))
                .map(Step::title)
                .findFirst()
                .orElse(step);
    }

    /** A plugin with its version and the beginning of its digest. */
    static String named(FrozenPlan.Plugin plugin) {
        String sha = plugin.sha256();
        return plugin.id() + " " + plugin.version() + " (" + sha.substring(0, Math.min(12, sha.length())) + ")";
    }

    /** The run in both forms of its export. */
    static Operations.Exported exported(StoredRun run) {
        return new Operations.Exported(RunExport.markdown(run), RunExport.content(run));
    }
}
