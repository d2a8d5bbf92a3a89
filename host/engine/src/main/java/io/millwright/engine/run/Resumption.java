package io.millwright.engine.run;

import io.millwright.engine.plan.Steps;
import io.millwright.spi.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the records of an interrupted run tell of its steps.
 *
 * @param approved whether the plan had been approved
 * @param locks the ids of the locks that it held
 * @param digest of the plan that was approved
 * @param takenOver whether it came from another machine, whose last records may be missing
 * @param succeeded whether it has ended as it was meant to, and nothing was undone since
 */
record Resumption(
        boolean approved,
        Map<String, Standing> steps,
        List<String> locks,
        Optional<String> digest,
        boolean takenOver,
        boolean succeeded) {
    /** Of a run that is only beginning. */
    static final Resumption NONE = new Resumption(false, Map.of(), List.of(), Optional.empty(), false, false);

    /** How far a step had come. */
    enum Standing {
        /** Its action wasn't begun. */
        NOT_BEGUN,
        /** Its action was begun, and nothing tells whether it was done: the process ended, or the answer was lost. */
        IN_DOUBT,
        /** Its action was accepted; its proof is missing. */
        ACTED,
        /** Proven, or already true. */
        DONE
    }

    static Resumption read(List<Map<String, Object>> records) {
        Map<String, Standing> steps = new HashMap<>();
        Set<String> types = new HashSet<>();
        List<String> locks = new ArrayList<>();
        Optional<String> digest = Optional.empty();
        boolean succeeded = false;
        for (Map<String, Object> r : records) {
            String step = String.valueOf(r.get("step"));
            String type = String.valueOf(r.get("type"));
            types.add(type);
            switch (type) {
                case "RUN_CLOSED", "RUN_STATE" ->
                    succeeded = RunState.SUCCEEDED.name().equals(r.get("state"));
                case "PLAN_FROZEN" -> digest = Optional.of(String.valueOf(r.get("digest")));
                // The locks of another machine are that machine's.
                case "TAKEN_OVER" -> locks.clear();
                case "LOCK_ACQUIRED" -> locks.add(String.valueOf(r.get("lock")));
                case "INTENT" -> steps.put(step, Standing.IN_DOUBT);
                case "OUTCOME" -> {
                    if ("accepted".equals(r.get("result"))) {
                        steps.put(step, Standing.ACTED);
                    }
                }
                case "STEP_STATE" -> {
                    String state = String.valueOf(r.get("state"));
                    if (state.equals(StepState.DONE.name()) || state.equals(StepState.SKIPPED.name())) {
                        steps.put(step, Standing.DONE);
                    } else if (state.equals(StepState.UNDONE.name())) {
                        steps.put(step, Standing.NOT_BEGUN);
                    }
                }
                default -> {}
            }
        }
        return new Resumption(
                types.contains("APPROVAL"),
                Map.copyOf(steps),
                List.copyOf(locks),
                digest,
                types.contains("TAKEN_OVER"),
                succeeded);
    }

    /** What another machine has begun without its record being copied in time isn't known: no step of it is surely not begun. */
    Standing of(String step) {
        Standing known = known(step);
        return takenOver && known == Standing.NOT_BEGUN ? Standing.IN_DOUBT : known;
    }

    /** What the records tell of a step, whatever may be missing. */
    Standing known(String step) {
        return steps.getOrDefault(step, Standing.NOT_BEGUN);
    }

    /** Whether the records tell of that step, or of one within it. */
    boolean begun(Step step) {
        return Steps.all(List.of(step)).anyMatch(s -> known(s.id()) != Standing.NOT_BEGUN);
    }
}
