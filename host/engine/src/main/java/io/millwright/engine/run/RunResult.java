package io.millwright.engine.run;

import io.millwright.spi.Problem;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param state the last state
 * @param steps the last state of each step, in order
 * @param problem why it didn't succeed
 */
public record RunResult(RunState state, Map<String, StepState> steps, Optional<Problem> problem) {
    public RunResult {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }
}
