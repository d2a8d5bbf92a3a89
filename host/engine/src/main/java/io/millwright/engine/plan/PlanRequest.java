package io.millwright.engine.plan;

import io.millwright.spi.Instance;
import io.millwright.spi.Runbook;
import io.millwright.spi.Tool;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator asks for.
 *
 * @param tool whose runbook
 * @param runbook which
 * @param target the instance to act on; empty for runbooks that make something new
 * @param namespace where something new is made
 * @param inputs what was given; the rest gets its default
 */
public record PlanRequest(
        Tool tool, Runbook runbook, Optional<Instance> target, String namespace, Map<String, String> inputs) {
    public PlanRequest {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
    }
}
