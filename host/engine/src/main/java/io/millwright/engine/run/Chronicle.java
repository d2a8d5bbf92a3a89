package io.millwright.engine.run;

import io.millwright.engine.diagnosis.Diagnosis;
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
    }

    /** On the disk when it returns. */
    void outcome(Step step, String result, String message, Map<String, String> made) {
        append(
                "OUTCOME",
                Map.of("step", step.id(), "result", result, "message", message, "made", Changes.stored(made)));
        force();
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
                                        .toList()));
    }

    void progress(Step step, String seen) {
        events.accept(new RunEvent.Progress(clock.instant(), step.id(), seen));
    }

    void problem(Step step, Problem problem) {
        events.accept(new RunEvent.StepProblem(clock.instant(), step.id(), problem));
    }

    void state(Step step, StepState state, String detail) {
        states.put(step.id(), state);
        append("STEP_STATE", Map.of("step", step.id(), "state", state.name(), "message", detail));
        events.accept(new RunEvent.StepChanged(clock.instant(), step.id(), step.title(), state, detail));
    }

    void runState(RunState state, String detail) {
        append("RUN_STATE", Map.of("state", state.name(), "message", detail));
        events.accept(new RunEvent.RunChanged(clock.instant(), state, detail));
    }

    /** The end; on the disk when it returns. */
    RunResult closed(RunState state, Optional<Problem> problem) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("state", state.name());
        problem.ifPresent(p -> fields.put("problem", p.summary()));
        append("RUN_CLOSED", fields);
        force();
        events.accept(new RunEvent.RunChanged(
                clock.instant(), state, problem.map(Problem::why).orElse("")));
        return new RunResult(state, states, problem);
    }

    private static String word(CheckResult result) {
        return result.getClass().getSimpleName();
    }
}
