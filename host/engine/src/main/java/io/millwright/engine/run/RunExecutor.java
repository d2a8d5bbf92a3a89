package io.millwright.engine.run;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Action;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs one frozen plan once. For each step: what must hold before it, the probe (already true: skipped), INTENT on the disk, the action,
 * OUTCOME on the disk, then its proof until the deadline. Blocks the calling thread; events are given on it.
 */
public final class RunExecutor {
    private final FrozenPlan plan;
    private final ClusterConnection cluster;
    private final CheckEvaluator checks;
    private final Journal journal;
    private final Clock clock;
    private final Proof proof;
    private final ActionExecutor actions;
    private final Cancellation cancellation;
    private final Consumer<RunEvent> events;
    private final Map<String, StepState> states = new LinkedHashMap<>();
    private final Map<String, List<BeforeImages.Image>> images = new LinkedHashMap<>();
    private final List<Step> changed = new ArrayList<>();

    /**
     * @param journal of this run, opened at its beginning; closed by the caller
     * @param events is told everything as it happens
     */
    public RunExecutor(
            FrozenPlan plan,
            ClusterConnection cluster,
            CheckEvaluator checks,
            Journal journal,
            Surroundings surroundings,
            Consumer<RunEvent> events) {
        this.plan = plan;
        this.cluster = cluster;
        this.checks = checks;
        this.journal = journal;
        this.clock = surroundings.clock();
        this.cancellation = surroundings.cancellation();
        this.proof = new Proof(checks, surroundings.pace(), cancellation);
        this.actions = new ActionExecutor(cluster, surroundings.operator());
        this.events = events;
    }

    /** What a run has around it. */
    public record Surroundings(Clock clock, Pace pace, Operator operator, Cancellation cancellation) {}

    /** Runs it to its end or to its first failure. {@code phrase} is what approved it. */
    public RunResult run(String phrase) {
        plan.plan().steps().forEach(s -> states.put(s.id(), StepState.PENDING));
        journal.append(
                "RUN_OPENED", Map.of("run", plan.planId(), "cluster", plan.clusterUid(), "by", plan.createdBy()));
        journal.append(
                "PLAN_FROZEN",
                Map.of("digest", plan.digest(), "title", plan.plan().title()));
        journal.append("APPROVAL", Map.of("by", plan.createdBy(), "phrase", phrase, "digest", plan.digest()));
        journal.force();
        Optional<Problem> refusal = sameCluster();
        if (refusal.isPresent()) {
            return end(RunState.CANCELLED, refusal);
        }
        runState(RunState.RUNNING, "");
        for (Step step : plan.plan().steps()) {
            if (cancellation.requested()) {
                return end(changed.isEmpty() ? RunState.CANCELLED : RunState.ABANDONED, Optional.of(cancelled(step)));
            }
            Optional<Problem> problem = step(step);
            if (problem.isPresent()) {
                return failed(step, problem.get());
            }
        }
        return end(RunState.SUCCEEDED, Optional.empty());
    }

    /** A context may point to another cluster than when the plan was made. */
    private Optional<Problem> sameCluster() {
        try {
            String uid = cluster.view().clusterUid();
            return uid.equals(plan.clusterUid())
                    ? Optional.empty()
                    : Optional.of(Problem.user(
                            "run the plan",
                            "context " + plan.context(),
                            "it now points to another cluster than when the plan was made",
                            "Make the plan again."));
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }

    private Optional<Problem> step(Step step) {
        if (step.action() instanceof Action.ForEach each) {
            return each(step, each);
        }
        state(step, StepState.CHECKING, "");
        for (var before : step.before()) {
            CheckResult result = checks.evaluate(before);
            journal.append("CHECK", Map.of("step", step.id(), "result", word(result), "message", result.message()));
            if (!result.holds()) {
                state(step, StepState.BLOCKED, result.message());
                return Optional.of(problem(step, result.message(), "Nothing of this step was done."));
            }
        }
        CheckResult probe = checks.evaluate(step.probe());
        if (probe.holds() && !(step.action() instanceof Action.Wait)) {
            evidence(step, probe);
            state(step, StepState.SKIPPED, probe.message());
            return Optional.empty();
        }
        Optional<Problem> problem = act(step);
        return problem.isPresent() ? problem : verify(step);
    }

    private Optional<Problem> each(Step step, Action.ForEach each) {
        for (Step inner : each.steps()) {
            states.put(inner.id(), StepState.PENDING);
            Optional<Problem> problem = step(inner);
            if (problem.isPresent()) {
                state(step, StepState.FAILED, inner.title());
                return problem;
            }
        }
        return verify(step);
    }

    private Optional<Problem> act(Step step) {
        if (step.action() instanceof Action.Wait || step.action() instanceof Action.Look) {
            return Optional.empty();
        }
        try {
            List<BeforeImages.Image> before = step.undo() instanceof Undo.Exact
                    ? BeforeImages.of(step.action(), cluster)
                    : List.<BeforeImages.Image>of();
            images.put(step.id(), before);
            Map<String, Object> intent = new LinkedHashMap<>();
            intent.put("step", step.id());
            intent.put("action", step.action().getClass().getSimpleName());
            intent.put("effect", step.effect().name());
            intent.put("key", plan.planId() + "/" + step.id() + "/1");
            intent.put(
                    "before",
                    io.millwright.engine.json.Json.readMap(
                            io.millwright.engine.json.Json.write(Map.of("images", before))));
            journal.append("INTENT", intent);
            journal.force();
            state(step, StepState.DOING, "");
            changed.add(step);
            String outcome = actions.execute(step, step.action(), plan.planId());
            journal.append("OUTCOME", Map.of("step", step.id(), "result", "accepted", "message", outcome));
            journal.force();
            return Optional.empty();
        } catch (ProblemException e) {
            if (e.problem().code().filter("journal"::equals).isPresent()) {
                throw e;
            }
            journal.append(
                    "OUTCOME",
                    Map.of(
                            "step",
                            step.id(),
                            "result",
                            "failed",
                            "message",
                            e.problem().summary()));
            journal.force();
            state(step, StepState.FAILED, e.problem().why());
            return Optional.of(e.problem());
        }
    }

    private Optional<Problem> verify(Step step) {
        state(step, StepState.VERIFYING, "");
        CheckResult result = proof.await(
                step.done(),
                step.action() instanceof Action.Look ? java.time.Duration.ZERO : step.deadline(),
                seen -> events.accept(new RunEvent.Progress(clock.instant(), step.id(), seen)));
        evidence(step, result);
        if (result.holds()) {
            state(step, StepState.DONE, result.message());
            return Optional.empty();
        }
        if (cancellation.requested()) {
            state(step, StepState.FAILED, "stopped waiting; the cluster goes on working");
            return Optional.of(cancelled(step));
        }
        state(step, StepState.FAILED, result.message());
        String why = step.action() instanceof Action.Look
                ? result.message()
                : "after " + step.deadline().toSeconds() + " s: " + result.message();
        return Optional.of(
                problem(step, why, "See what the target says now; then run the runbook again, or undo what was done."));
    }

    private void evidence(Step step, CheckResult result) {
        journal.append(
                "EVIDENCE",
                Map.of(
                        "step", step.id(),
                        "result", word(result),
                        "message", result.message(),
                        "seen",
                                result.evidence().stream()
                                        .map(e -> e.object()
                                                        .map(o -> o.display() + " ")
                                                        .orElse("") + e.field() + " = " + e.value())
                                        .toList()));
    }

    private RunResult failed(Step step, Problem problem) {
        events.accept(new RunEvent.StepProblem(clock.instant(), step.id(), problem));
        if (changed.isEmpty()) {
            return end(RunState.CANCELLED, Optional.of(problem));
        }
        runState(RunState.FAILED, problem.why());
        return new RunResult(RunState.FAILED, states, Optional.of(problem));
    }

    /** Leaves everything as it is, with a written reason; for runs that failed. */
    public RunResult abandon(String reason) {
        journal.append("NOTE", Map.of("text", reason));
        return end(RunState.ABANDONED, Optional.empty());
    }

    /** Takes the changed steps back, last first; for runs that failed. Steps without a way back stay, and are named. */
    public RunResult undo() {
        runState(RunState.COMPENSATING, "");
        boolean all = true;
        for (Step step : changed.reversed()) {
            all &= undo(step);
        }
        return end(all ? RunState.ROLLED_BACK : RunState.PARTLY_ROLLED_BACK, Optional.empty());
    }

    private boolean undo(Step step) {
        journal.append(
                "COMPENSATE_INTENT",
                Map.of("step", step.id(), "undo", step.undo().word()));
        journal.force();
        try {
            boolean undone = switch (step.undo()) {
                case Undo.Exact u -> {
                    BeforeImages.restore(images.getOrDefault(step.id(), List.of()), cluster);
                    yield true;
                }
                case Undo.BestEffort u -> {
                    actions.execute(step, u.action(), plan.planId());
                    yield proof.await(u.done(), step.deadline(), seen -> {}).holds();
                }
                case Undo.ByRestore u -> false;
                case Undo.None u -> false;
                case Undo.NothingToUndo u -> true;
            };
            journal.append("COMPENSATE_OUTCOME", Map.of("step", step.id(), "undone", undone));
            state(
                    step,
                    undone ? StepState.UNDONE : StepState.UNDO_FAILED,
                    step.undo().word());
            return undone;
        } catch (ProblemException e) {
            journal.append(
                    "COMPENSATE_OUTCOME",
                    Map.of(
                            "step",
                            step.id(),
                            "undone",
                            false,
                            "message",
                            e.problem().summary()));
            state(step, StepState.UNDO_FAILED, e.problem().why());
            return false;
        }
    }

    private RunResult end(RunState state, Optional<Problem> problem) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", state.name());
        problem.ifPresent(p -> fields.put("problem", p.summary()));
        journal.append("RUN_CLOSED", fields);
        journal.force();
        events.accept(new RunEvent.RunChanged(
                clock.instant(), state, problem.map(Problem::why).orElse("")));
        return new RunResult(state, states, problem);
    }

    private void runState(RunState state, String detail) {
        journal.append("RUN_STATE", Map.of("state", state.name(), "message", detail));
        events.accept(new RunEvent.RunChanged(clock.instant(), state, detail));
    }

    private void state(Step step, StepState state, String detail) {
        states.put(step.id(), state);
        journal.append("STEP_STATE", Map.of("step", step.id(), "state", state.name(), "message", detail));
        events.accept(new RunEvent.StepChanged(clock.instant(), step.id(), step.title(), state, detail));
    }

    private static String word(CheckResult result) {
        return result.getClass().getSimpleName();
    }

    private Problem cancelled(Step step) {
        return Problem.user(
                "go on with " + step.title(),
                plan.plan().target().instance().display(),
                "the operator stopped the run",
                changed.isEmpty()
                        ? "Nothing was changed."
                        : "What was done before stays; undo it or run the runbook again.");
    }

    private Problem problem(Step step, String why, String next) {
        return new Problem(
                Problem.Kind.CLUSTER,
                step.title(),
                plan.plan().target().instance().display(),
                why,
                next,
                Optional.empty());
    }
}
