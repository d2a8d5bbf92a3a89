package io.millwright.engine.run;

import io.millwright.engine.diagnosis.Cause;
import io.millwright.engine.diagnosis.Diagnosis;
import io.millwright.engine.handover.Mirror;
import io.millwright.engine.journal.Journal;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Problem;
import io.millwright.spi.Step;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a run tells of itself: each thing first to its journal, then to who watches. */
final class Chronicle {
    private final Journal journal;
    private final Clock clock;
    private final Consumer<RunEvent> events;
    private final Map<String, StepState> states = new LinkedHashMap<>();
    private Optional<Mirror> mirror = Optional.empty();
    private RunState state = RunState.RUNNING;

    Chronicle(Journal journal, Clock clock, Consumer<RunEvent> events) {
        this.journal = journal;
        this.clock = clock;
        this.events = events;
    }

    /** The last state of each step. */
    Map<String, StepState> states() {
        return states;
    }

    /** A state that the journal tells already, or that needs no record. */
    void known(String step, StepState state) {
        states.put(step, state);
    }

    void append(String type, Map<String, ?> fields) {
        journal.append(type, fields);
    }

    void force() {
        journal.force();
    }

    /** From now on the run has a copy in its cluster, as it is now. */
    void mirrored(Mirror copy) {
        mirror = Optional.of(copy);
        copy.incomplete().ifPresent(this::notHandedOver);
        mirrored();
    }

    /** The run has a copy in its cluster, which is told of the run's end alone. */
    void mirroredAtItsEnd(Mirror copy) {
        mirror = Optional.of(copy);
    }

    /** Others still see the run as one that waits for a decision. */
    void leftOpen(String why) {
        append("MIRROR_LOST", Map.of("message", why));
        remark("The run's copy in the cluster isn't told that it is over: " + why + ".");
    }

    /** The copy is as new as the journal when it returns, or that it can't be is said, once. */
    private void mirrored() {
        mirror.flatMap(m -> m.write(state.name(), journal)).ifPresent(this::notHandedOver);
    }

    /** Nobody else can go on with the run: a loss, but no reason to stop. */
    void notHandedOver(String why) {
        append("MIRROR_LOST", Map.of("message", why));
        remark("Only this machine can go on with the run should it be interrupted: " + why + ".");
    }

    /** The operator should know it. */
    void remark(String text) {
        events.accept(new RunEvent.Remark(clock.instant(), text));
    }

    void check(Step step, CheckResult result) {
        append("CHECK", Map.of("step", step.id(), "result", word(result), "message", result.message()));
    }

    /** On the disk when it returns: the side effect may be begun. */
    void intent(Step step, String key, long epoch, BeforeImages.Images before) {
        Map<String, Object> intent = new LinkedHashMap<>();
        intent.put("step", step.id());
        intent.put("action", step.action().getClass().getSimpleName());
        intent.put("effect", step.effect().name());
        intent.put("key", key);
        intent.put("epoch", epoch);
        intent.put("before", before.stored());
        append("INTENT", intent);
        force();
        mirrored();
    }

    /** On the disk when it returns. */
    void outcome(Step step, String result, String message, Map<String, String> made) {
        append(
                "OUTCOME",
                Map.of("step", step.id(), "result", result, "message", message, "made", Changes.stored(made)));
        force();
        mirrored();
    }

    void evidence(Step step, CheckResult result) {
        append(
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

    void diagnosis(Step step, Diagnosis diagnosis) {
        append(
                "DIAGNOSIS",
                Map.of(
                        "step", step.id(),
                        "message", diagnosis.line(),
                        "likely",
                                diagnosis.likely().stream()
                                        .map(l -> l.cause() + ": " + l.evidence())
                                        .toList(),
                        "causes",
                                diagnosis.likely().stream()
                                        .map(Chronicle::cause)
                                        .toList(),
                        "unseen", diagnosis.unseen()));
    }

    private static Map<String, String> cause(Diagnosis.Likely likely) {
        Cause cause = likely.cause();
        return Map.of(
                "cause", cause.name(), "words", cause.words(), "evidence", likely.evidence(), "next", cause.next());
    }

    void progress(Step step, String seen) {
        events.accept(new RunEvent.Progress(clock.instant(), step.id(), seen));
    }

    /** It was asked for and not done, and is asked for again. */
    void waits(Step step, String why) {
        append("ASKED_AGAIN", Map.of("step", step.id(), "message", why));
        progress(step, "asking again: " + why);
    }

    void problem(Step step, Problem problem) {
        events.accept(new RunEvent.StepProblem(clock.instant(), step.id(), problem));
    }

    void state(Step step, StepState state, String detail) {
        states.put(step.id(), state);
        append("STEP_STATE", Map.of("step", step.id(), "state", state.name(), "message", detail));
        events.accept(new RunEvent.StepChanged(clock.instant(), step.id(), step.title(), state, detail));
    }

    void runState(RunState now, String detail) {
        state = now;
        append("RUN_STATE", Map.of("state", now.name(), "message", detail));
        mirrored();
        events.accept(new RunEvent.RunChanged(clock.instant(), now, detail));
    }

    /** The end; on the disk when it returns. */
    RunResult closed(RunState last, Optional<Problem> problem) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", last.name());
        problem.ifPresent(p -> fields.put("problem", p.summary()));
        append("RUN_CLOSED", fields);
        force();
        mirror.flatMap(m -> m.close(last.name(), journal)).ifPresent(this::notHandedOver);
        events.accept(new RunEvent.RunChanged(
                clock.instant(), last, problem.map(Problem::why).orElse("")));
        return new RunResult(last, states, problem);
    }

    private static String word(CheckResult result) {
        return result.getClass().getSimpleName();
    }
}
