package io.millwright.engine.run;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.diagnosis.Diagnoser;
import io.millwright.engine.diagnosis.Diagnosis;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Action;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Effect;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.time.Clock;
import java.time.Instant;
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
    private final Chronicle chronicle;
    private final Guard guard;
    private final Proof proof;
    private final ActionExecutor actions;
    private final Doubt doubt;
    private final Cancellation cancellation;
    private final BeforeImages images;
    private final Rollback rollback;
    private Instant begun = Instant.EPOCH;
    private Changes changed = new Changes();
    private Resumption past = new Resumption(true, Map.of(), List.of());

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
        this.chronicle = new Chronicle(journal, surroundings.clock(), events);
        this.guard = new Guard(plan, cluster, surroundings, chronicle);
        this.cancellation = surroundings.cancellation();
        this.proof = new Proof(checks, surroundings.pace(), cancellation);
        this.actions = new ActionExecutor(cluster, surroundings.operator());
        this.doubt = new Doubt(checks, surroundings.operator(), journal);
        this.images = new BeforeImages(cluster);
        // A run that was cancelled is taken back all the same: its undo waits until it is done.
        Proof undone = new Proof(checks, surroundings.pace(), new Cancellation());
        this.rollback = new Rollback(plan.planId(), cluster, actions, undone, journal);
    }

    /**
     * Takes up a run that this process did not begin or that has failed: what it changed is read from its records. For
     * {@link #resume}, {@link #undo} and {@link #abandon} only.
     */
    public RunExecutor reopened(List<Map<String, Object>> records) {
        plan.plan().steps().forEach(s -> chronicle.known(s.id(), StepState.PENDING));
        records.stream()
                .filter(r -> "STEP_STATE".equals(r.get("type")))
                .forEach(r -> chronicle.known(
                        String.valueOf(r.get("step")), StepState.valueOf(String.valueOf(r.get("state")))));
        changed = Changes.read(plan.plan(), records);
        past = Resumption.read(records);
        return this;
    }

    /** What a run has around it. */
    public record Surroundings(Clock clock, Pace pace, Operator operator, Cancellation cancellation) {}

    /**
     * Runs it to its end or to its first failure. {@code phrase} is what approved it. A run that stops after it has changed something is
     * {@link RunState#FAILED} and waits for a decision: {@link #undo} or {@link #abandon}.
     */
    public RunResult run(String phrase) {
        plan.plan().steps().forEach(s -> chronicle.known(s.id(), StepState.PENDING));
        chronicle.append(
                "RUN_OPENED", Map.of("run", plan.planId(), "cluster", plan.clusterUid(), "by", plan.createdBy()));
        chronicle.append(
                "PLAN_FROZEN",
                Map.of("digest", plan.digest(), "title", plan.plan().title()));
        Optional<Problem> refusal = new Gate(plan, cluster).refusal(phrase);
        if (refusal.isPresent()) {
            return end(RunState.CANCELLED, refusal);
        }
        chronicle.append("APPROVAL", Map.of("by", plan.createdBy(), "phrase", phrase, "digest", plan.digest()));
        chronicle.force();
        try {
            guard.take(past.locks());
        } catch (ProblemException e) {
            if (e.problem().code().equals(Optional.of("journal"))) {
                throw e;
            }
            return end(RunState.CANCELLED, Optional.of(e.problem()));
        }
        return guard.during(this::steps);
    }

    /**
     * Goes on where a run was interrupted or has failed. A step that was proven stays done. One whose action was accepted gets its proof. One
     * whose action may or may not have been done is probed and then done again if a repetition is harmless; else somebody has to say.
     */
    public RunResult resume() {
        new Gate(plan, cluster).otherCluster().ifPresent(p -> {
            throw new ProblemException(p);
        });
        if (!past.approved()) {
            throw new ProblemException(Problem.user(
                    "resume the run",
                    plan.plan().target().instance().display(),
                    "it ended before it was approved",
                    "Nothing was changed. Make the plan again."));
        }
        new Gate(plan, cluster).targetMadeAnew(changed).ifPresent(p -> {
            throw new ProblemException(p);
        });
        guard.take(past.locks());
        chronicle.append("RESUME", Map.of("by", cluster.user()));
        chronicle.force();
        return guard.during(this::steps);
    }

    private RunResult steps() {
        chronicle.runState(RunState.RUNNING, "");
        for (Step step : plan.plan().steps()) {
            if (cancellation.requested()) {
                return stopped(cancelled(step));
            }
            begun = cluster.view().now();
            Optional<Problem> problem = step(step);
            if (problem.isPresent()) {
                return failed(step, problem.get());
            }
        }
        return end(RunState.SUCCEEDED, Optional.empty());
    }

    private Optional<Problem> step(Step step) {
        boolean answer = step.action() instanceof Action.Input;
        Resumption.Standing standing = past.of(step.id());
        // What was answered is remembered by nobody: it is asked again.
        if (standing == Resumption.Standing.DONE && !answer) {
            return Optional.empty();
        }
        if (step.action() instanceof Action.ForEach each) {
            return each(step, each);
        }
        if (standing == Resumption.Standing.ACTED && !answer) {
            return verify(step);
        }
        state(step, StepState.CHECKING, "");
        if (standing == Resumption.Standing.IN_DOUBT && step.effect() == Effect.UNSAFE) {
            Optional<Boolean> done = doubt.settled(step);
            if (done.isEmpty()) {
                String why = "it was begun, and nothing tells whether it was done";
                state(step, StepState.IN_DOUBT, why);
                return Optional.of(problem(
                        step,
                        why,
                        "Look at the target; then resume the run from a terminal and say whether it was done."));
            }
            if (done.get()) {
                return verify(step);
            }
        }
        for (var before : step.before()) {
            CheckResult result = checks.evaluate(before);
            chronicle.check(step, result);
            if (!result.holds()) {
                state(step, StepState.BLOCKED, result.message());
                return Optional.of(problem(step, result.message(), "Nothing of this step was done."));
            }
        }
        CheckResult probe = checks.evaluate(step.probe());
        if (probe.holds() && !(step.action() instanceof Action.Wait)) {
            chronicle.evidence(step, probe);
            state(step, StepState.SKIPPED, probe.message());
            return Optional.empty();
        }
        Optional<Problem> problem = act(step);
        return problem.isPresent() ? problem : verify(step);
    }

    private Optional<Problem> each(Step step, Action.ForEach each) {
        for (Step inner : each.steps()) {
            chronicle.known(inner.id(), StepState.PENDING);
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
        BeforeImages.Images before;
        try {
            // A second attempt keeps what was there before the first.
            Optional<Changes.Change> first = changed.of(step);
            before = first.isPresent()
                    ? first.get().images()
                    : step.undo() instanceof Undo.Exact ? images.of(step.action()) : BeforeImages.Images.NONE;
        } catch (ProblemException e) {
            state(step, StepState.FAILED, e.problem().why());
            return Optional.of(e.problem());
        }
        Optional<Problem> lost = guard.lost();
        if (lost.isPresent()) {
            state(step, StepState.BLOCKED, lost.get().why());
            return lost;
        }
        chronicle.intent(step, plan.planId() + "/" + step.id() + "/1", guard.epoch(), before);
        state(step, StepState.DOING, "");
        boolean asks = step.action() instanceof Action.Confirm || step.action() instanceof Action.Input;
        Map<String, String> made =
                asks ? new LinkedHashMap<>() : changed.begin(step, before).made();
        return done(step, made);
    }

    /** From here on the world may have changed, whatever comes back. */
    private Optional<Problem> done(Step step, Map<String, String> made) {
        try {
            chronicle.outcome(step, "accepted", actions.execute(step, step.action(), plan.planId(), made), made);
            return Optional.empty();
        } catch (ProblemException e) {
            if (e.problem().code().equals(Optional.of("journal"))) {
                throw e;
            }
            return Optional.of(refused(step, e.problem(), made));
        } catch (RuntimeException e) {
            return Optional.of(refused(
                    step,
                    Problem.internal(
                            step.title(), plan.plan().target().instance().display(), e),
                    made));
        }
    }

    private Problem refused(Step step, Problem problem, Map<String, String> made) {
        chronicle.outcome(step, "failed", problem.summary(), made);
        state(step, StepState.FAILED, problem.why());
        return problem;
    }

    private Optional<Problem> verify(Step step) {
        state(step, StepState.VERIFYING, "");
        CheckResult result = proof.await(
                step.done(),
                step.action() instanceof Action.Look ? java.time.Duration.ZERO : step.deadline(),
                seen -> chronicle.progress(step, seen));
        chronicle.evidence(step, result);
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

    private RunResult failed(Step step, Problem problem) {
        Problem told = diagnosed(step, problem);
        chronicle.problem(step, told);
        return stopped(told);
    }

    /** The same problem, with the likeliest cause before what to do next. One that the operator has caused needs none. */
    private Problem diagnosed(Step step, Problem problem) {
        if (cancellation.requested() || chronicle.states().get(step.id()) != StepState.FAILED) {
            return problem;
        }
        var target = plan.plan().target();
        Diagnosis diagnosis = new Diagnoser(cluster.view())
                .of(target.root(), target.instance().namespace(), begun, problem);
        chronicle.diagnosis(step, diagnosis);
        return diagnosis
                .first()
                .map(l -> new Problem(
                        problem.kind(),
                        problem.attempted(),
                        problem.on(),
                        problem.why(),
                        diagnosis.line() + " " + l.cause().next() + " " + problem.next(),
                        problem.code()))
                .orElse(problem);
    }

    /** Nothing changed: over. Something changed: somebody has to decide. */
    private RunResult stopped(Problem problem) {
        if (changed.isEmpty()) {
            return end(RunState.CANCELLED, Optional.of(problem));
        }
        chronicle.runState(RunState.FAILED, problem.why());
        chronicle.force();
        return new RunResult(RunState.FAILED, chronicle.states(), Optional.of(problem));
    }

    /** Leaves everything as it is, with a written reason; for runs that failed. */
    public RunResult abandon(String reason) {
        chronicle.append("NOTE", Map.of("text", reason));
        return end(RunState.ABANDONED, Optional.empty());
    }

    /**
     * Takes the changed steps back, last first; for runs that failed. What can't be taken back stays, and the result's problem names it.
     *
     * @throws ProblemException when the context points to another cluster by now; nothing is changed then
     */
    public RunResult undo() {
        new Gate(plan, cluster).otherCluster().ifPresent(p -> {
            throw new ProblemException(p);
        });
        guard.take(past.locks());
        return guard.during(this::takenBack);
    }

    private RunResult takenBack() {
        chronicle.runState(RunState.COMPENSATING, "");
        List<String> left = new ArrayList<>();
        for (Changes.Change change : changed.newestFirst()) {
            guard.lost().ifPresent(p -> {
                throw new ProblemException(p);
            });
            List<String> ofStep = rollback.undo(change);
            ofStep.forEach(l -> left.add(change.step().title() + ": " + l));
            state(
                    change.step(),
                    ofStep.isEmpty() ? StepState.UNDONE : StepState.UNDO_FAILED,
                    ofStep.isEmpty() ? change.step().undo().word() : String.join("; ", ofStep));
        }
        return left.isEmpty()
                ? end(RunState.ROLLED_BACK, Optional.empty())
                : end(
                        RunState.PARTLY_ROLLED_BACK,
                        Optional.of(new Problem(
                                Problem.Kind.CLUSTER,
                                "take everything back",
                                plan.plan().target().instance().display(),
                                String.join("; ", left),
                                "Look at what is left and mend it by hand, or by the tool's runbooks.",
                                Optional.empty())));
    }

    private RunResult end(RunState state, Optional<Problem> problem) {
        return chronicle.closed(state, problem);
    }

    private void state(Step step, StepState state, String detail) {
        chronicle.state(step, state, detail);
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
