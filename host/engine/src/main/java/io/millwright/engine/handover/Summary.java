package io.millwright.engine.handover;

import io.millwright.engine.json.Json;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the copy of a run in the cluster says of it at a glance.
 *
 * @param run the run's id
 * @param target the instance, {@code db/orders}
 * @param context what the cluster was called where the run was begun
 * @param by who goes on with it
 * @param host on which machine
 * @param state a run state's name
 * @param over whether nothing more will happen to it
 * @param records how many records of the journal are copied
 * @param lastHash the hash of the last of them
 * @param digest of the plan
 * @param epoch of the lock under which it was written
 * @param parts the sealed parts of the copy, in order: what doesn't fit in beside this
 * @param incomplete why nobody can go on with it from here; empty when somebody can
 */
public record Summary(
        int schema,
        String run,
        String title,
        String tool,
        String runbook,
        String target,
        String context,
        String by,
        String host,
        Instant started,
        String state,
        boolean over,
        int records,
        String lastHash,
        String digest,
        FrozenPlan.Plugin plugin,
        long epoch,
        List<String> parts,
        Optional<String> incomplete) {
    public Summary {
        parts = List.copyOf(parts);
    }

    /** The summary in that object; empty when it has none that can be read. */
    static Optional<Summary> read(Resource index) {
        try {
            return index.text("data", "summary").map(s -> Json.read(s, Summary.class));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
