package io.millwright.engine.guardrail;

import io.millwright.engine.Glob;
import io.millwright.spi.InstanceId;
import java.time.LocalDate;
import java.util.List;

/**
 * A risk that somebody has taken on: what can't be told doesn't stop a run until then.
 *
 * @param risk the id of what stands against it
 * @param instances patterns of {@code namespace/name@context}; none means all
 * @param reason why
 * @param by who
 * @param until the last day
 */
public record Acceptance(String risk, List<String> instances, String reason, String by, LocalDate until) {
    public Acceptance {
        instances = List.copyOf(instances);
    }

    boolean isFor(String id, InstanceId instance) {
        String name = instance.path() + "@" + instance.cluster();
        return risk.equals(id) && (instances.isEmpty() || instances.stream().anyMatch(p -> Glob.matches(p, name)));
    }

    /** For the preview and the journal. */
    public String display() {
        return "risk " + risk + " is accepted until " + until + " by " + by + ": " + reason;
    }
}
