package io.millwright.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A runbook with every value resolved: frozen, shown, approved, run. Made of JDK and SPI types only, so that it can be stored and read
 * back when the plugin is gone.
 *
 * @param title imperative with its target: {@code Scale postgres db/orders on eu-1: 3 → 5 instances}
 * @param tool the tool's id
 * @param runbookId the runbook
 * @param intent what it is for
 * @param danger of this plan, which may be below the runbook's
 * @param target what it acts on or makes
 * @param inputs the answers it was made from; secrets as references
 * @param steps what is done, in order
 * @param consequences what happens to the service: {@code creates 2 pods}, {@code restarts none}
 * @param risks what the operator must know before approving
 */
public record Plan(
        String title,
        String tool,
        String runbookId,
        Intent intent,
        Danger danger,
        Target target,
        Map<String, String> inputs,
        List<Step> steps,
        List<String> consequences,
        List<Risk> risks) {
    public Plan {
        inputs = Collections.unmodifiableMap(new LinkedHashMap<>(inputs));
        steps = List.copyOf(steps);
        consequences = List.copyOf(consequences);
        risks = List.copyOf(risks);
    }

    /**
     * What a plan acts on.
     *
     * @param instance its name
     * @param root the object that stands for it; with its UID when it existed as the plan was made
     * @param generation the root's generation then; 0 when it didn't exist
     * @param toolVersion the version then; empty when unknown
     */
    public record Target(InstanceId instance, ObjectRef root, long generation, String toolVersion) {}
}
