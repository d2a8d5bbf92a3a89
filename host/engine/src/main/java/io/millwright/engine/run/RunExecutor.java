package io.millwright.engine.run;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.diagnosis.Recorder;
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
    private final Chronicle chronicle;
    private final Guard guard;
    private final Proof proof;
    private final ActionExecutor actions;
    private final Doubt doubt;
    private final Cancellation cancellation;
    private final Operator operator;
    private final BeforeImages images;
    private final Rollback rollback;
    private final Explanation explanation;
    private final Recorder recorder;
    private final Pace pace;
    private Changes changed = new Changes();
    private Resumption past = Resumption.NONE;

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
        this.chronicle = new Chronicle(journal, surroundings.clock(), events);
        this.guard = new Guard(plan, cluster, surroundings, chronicle);
        this.cancellation = surroundings.cancellation();
        this.operator = surroundings.operator();
        this.recorder = Recorder.of(plan.plan().target(), cluster.view());
        this.pace = surroundings.pace();
        this.proof = new Proof(checks, pace, cancellation, recorder::look);
        Fence fence = new Fence(cluster, guard);
        this.actions = new ActionExecutor(cluster, surroundings, fence, chronicle::waits, chronicle::remark);
        this.doubt = new Doubt(checks, surroundings.operator(), journal);
        this.images = new BeforeImages(cluster);
        this.explanation = new Explanation(plan, recorder, chronicle, cancellation);
        // A run that was cancelled is taken back all the same: its undo waits until it is done.
        Proof undone = new Proof(checks, pace, new Cancellation(), nanos -> {});
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
            return chronicle.closed(RunState.CANCELLED, refusal);
        }
        chronicle.append("APPROVAL", Map.of("by", plan.createdBy(), "phrase", phrase, "digest", plan.digest()));
        chronicle.force();
        try {
            guard.take(past.locks());
        } catch (ProblemException e) {
            if (e.problem().code().equals(Optional.of("journal"))) {
                throw e;
            }
            return chronicle.closed(RunState.CANCELLED, Optional.of(e.problem()));
        }
        return guard.during(() -> {
            chronicle.mirrored(guard.mirror());
            return steps();
        });
    }

    /**
     * Goes on where a run was interrupted or has failed. A step that was proven stays done. One whose action was accepted gets its proof. One
     * whose action may or may not have been done is probed and then done again if a repetition is harmless; else somebody has to say.
     */
    public RunResult resume() {
        refuse(new Gate(plan, cluster).refusal(past, changed));
        guard.take(past.locks());
        return guard.during(() -> {
            guard.goOn(journal);
            refuseWhatMoved();
            return steps();
        });
    }

    /** The run waits for a decision again: what to do with what others have changed. */
    private void refuseWhatMoved() {
        Optional<Problem> moved =
                new Meanwhile(plan, cluster, checks, proof, chronicle).refusal(past, changed, operator);
        moved.ifPresent(p -> {
            chronicle.runState(RunState.FAILED, p.why());
            chronicle.force();
        });
        refuse(moved);
    }

    private static void refuse(Optional<Problem> problem) {
        problem.ifPresent(p -> {
            throw new ProblemException(p);
        });
    }

    private RunResult steps() {
        chronicle.runState(RunState.RUNNING, "");
        for (Step step : plan.plan().steps()) {
            if (cancellation.requested()) {
                return stopped(explanation.cancelled(step, changed));
            }
            recorder.begin(cluster.view().now(), pace.nanos());
            Optional<Problem> problem = step(step);
            if (problem.isPresent()) {
                return failed(step, problem.get());
            }
        }
        return chronicle.closed(RunState.SUCCEEDED, Optional.empty());
    }

    /** How far a step has come: over, by being done or by a problem, or acted upon and to be proven. */
    private record Begun(Optional<Problem> problem, boolean unproven) {
        static final Begun OVER = new Begun(Optional.empty(), false);
        static final Begun UNPROVEN = new Begun(Optional.empty(), true);

        static Begun failed(Problem problem) {
            return new Begun(Optional.of(problem), false);
        }
    }

    private Optional<Problem> step(Step step) {
        Begun begun = begin(step);
        return begun.unproven() ? verify(step) : begun.problem();
    }

    private Begun begin(Step step) {
        boolean answer = step.action() instanceof Action.Input;
        Resumption.Standing standing = past.of(step.id());
        // What was answered is remembered by nobody: it is asked again.
        if (standing == Resumption.Standing.DONE && !answer) {
            return Begun.OVER;
        }
        if (step.action() instanceof Action.ForEach each) {
            return new Begun(each(step, each), false);
        }
        if (standing == Resumption.Standing.ACTED && !answer) {
            return Begun.UNPROVEN;
        }
        chronicle.state(step, StepState.CHECKING, "");
        if (standing == Resumption.Standing.IN_DOUBT) {
            // Before what must hold before it: that may not hold any more because of it.
            Optional<Boolean> done = doubt.settled(step, past.takenOver());
            if (done.isEmpty()) {
                String why = "it was begun, and nothing tells whether it was done";
                chronicle.state(step, StepState.IN_DOUBT, why);
                return Begun.failed(explanation.problem(
                        step, why, "Look at the target; then resume the run and say whether it was done."));
            }
            if (done.get()) {
                return Begun.UNPROVEN;
            }
        }
        for (var before : step.before()) {
            CheckResult result = checks.evaluate(before);
            chronicle.check(step, result);
            if (!result.holds()) {
                chronicle.state(step, StepState.BLOCKED, result.message());
                return Begun.failed(explanation.problem(step, result.message(), "Nothing of this step was done."));
            }
        }
        CheckResult probe = checks.evaluate(step.probe());
        if (probe.holds() && !(step.action() instanceof Action.Wait)) {
            chronicle.evidence(step, probe);
            chronicle.state(step, StepState.SKIPPED, probe.message());
            return Begun.OVER;
        }
        return act(step).map(Begun::failed).orElse(Begun.UNPROVEN);
    }

    /** So many at once as the plan permits: the actions one after the other, the waiting for all of them at the same time. */
    private Optional<Problem> each(Step step, Action.ForEach each) {
        each.steps().forEach(s -> chronicle.known(s.id(), StepState.PENDING));
        int size = Math.max(1, each.atOnce());
        for (int from = 0; from < each.steps().size(); from += size) {
            Optional<Problem> problem = batch(each.steps()
                    .subList(from, Math.min(from + size, each.steps().size())));
            if (problem.isPresent()) {
                chronicle.state(step, StepState.FAILED, problem.get().attempted());
                return problem;
            }
        }
        return verify(step);
    }

    /** What was begun is proven even when another of the batch fails: its state must be known. */
    private Optional<Problem> batch(List<Step> steps) {
        List<Step> unproven = new ArrayList<>();
        Optional<Problem> first = Optional.empty();
        for (Step step : steps) {
            if (first.isPresent()) {
                break;
            }
            if (cancellation.requested()) {
                first = Optional.of(explanation.cancelled(step, changed));
                break;
            }
            Begun begun = begin(step);
            first = begun.problem();
            if (begun.unproven()) {
                unproven.add(step);
            }
        }
        for (Step step : unproven) {
            Optional<Problem> problem = verify(step);
            first = first.isPresent() ? first : problem;
        }
        return first;
    }

    private Optional<Problem> act(Step step) {
        if (step.action() instanceof Action.Wait || step.action() instanceof Action.Look) {
            return Optional.empty();
        }
        BeforeImages.Images before;
        try {
            Optional<Problem> other = new Gate(plan, cluster).targetMadeAnewMeanwhile(changed);
            if (other.isPresent()) {
                chronicle.state(step, StepState.BLOCKED, other.get().why());
                return other;
            }
            // A second attempt keeps what was there before the first.
            Optional<Changes.Change> first = changed.of(step);
            before = first.isPresent()
                    ? first.get().images()
                    : step.undo() instanceof Undo.Exact ? images.of(step.action()) : BeforeImages.Images.NONE;
        } catch (ProblemException e) {
            chronicle.state(step, StepState.FAILED, e.problem().why());
            return Optional.of(e.problem());
        }
        Optional<Problem> lost = guard.lost();
        if (lost.isPresent()) {
            chronicle.state(step, StepState.BLOCKED, lost.get().why());
            return lost;
        }
        Optional<Problem> inTheWay = SavedFile.of(step).flatMap(SavedFile::inTheWay);
        if (inTheWay.isPresent()) {
            chronicle.state(step, StepState.BLOCKED, inTheWay.get().why());
            return inTheWay;
        }
        chronicle.intent(step, plan.planId() + "/" + step.id() + "/1", guard.epoch(), before);
        chronicle.state(step, StepState.DOING, "");
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
            return Optional.of(refused(step, actions.withoutSecrets(e.problem()), made));
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
        chronicle.state(step, StepState.FAILED, problem.why());
        return problem;
    }

    private Optional<Problem> verify(Step step) {
        chronicle.state(step, StepState.VERIFYING, "");
        CheckResult result = proof.await(
                step.done(),
                step.action() instanceof Action.Look ? java.time.Duration.ZERO : step.deadline(),
                seen -> chronicle.progress(step, seen));
        chronicle.evidence(step, result);
        if (result.holds()) {
            chronicle.state(step, StepState.DONE, result.message());
            return Optional.empty();
        }
        if (cancellation.requested()) {
            chronicle.state(step, StepState.FAILED, "stopped waiting; the cluster goes on working");
            return Optional.of(explanation.cancelled(step, changed));
        }
        chronicle.state(step, StepState.FAILED, result.message());
        return Optional.of(explanation.late(step, result, changed));
    }

    private RunResult failed(Step step, Problem problem) {
        Problem told = explanation.of(step, problem);
        chronicle.problem(step, told);
        return stopped(told);
    }

    /** Nothing changed: over. Something changed: somebody has to decide. */
    private RunResult stopped(Problem problem) {
        if (changed.isEmpty()) {
            return chronicle.closed(RunState.CANCELLED, Optional.of(problem));
        }
        chronicle.runState(RunState.FAILED, problem.why());
        chronicle.force();
        return new RunResult(RunState.FAILED, chronicle.states(), Optional.of(problem));
    }

    /** Leaves everything as it is, with a written reason; for runs that failed. */
    public RunResult abandon(String reason) {
        guard.close(journal);
        chronicle.append("NOTE", Map.of("text", reason));
        return chronicle.closed(RunState.ABANDONED, Optional.empty());
    }

    /**
     * Takes the changed steps back, last first; for runs that failed, and for those that succeeded and of which nothing was changed by others
     * since. What can't be taken back stays, and the result's problem names it.
     *
     * @throws ProblemException when the context points to another cluster by now, or a run that succeeded can't be undone any more; nothing is
     *     changed then
     */
    public RunResult undo() {
        refuse(new Gate(plan, cluster).otherPlan(past.digest()));
        refuse(new Gate(plan, cluster).otherCluster());
        guard.take(past.locks());
        return guard.during(() -> {
            if (past.succeeded()) {
                refuse(UndoPreview.refusal(plan.planId(), UndoPreview.of(changed, cluster)));
            }
            guard.goOn(journal);
            return new TakingBack(plan, chronicle, guard, rollback).all(changed);
        });
    }
}
