package io.millwright.engine.plan;

import io.millwright.engine.Digest;
import io.millwright.engine.json.Json;
import io.millwright.spi.Plan;
import java.time.Instant;

/**
 * A plan as it is shown, approved and run: nothing in it changes any more, and it can be read back without the plugin that made it.
 *
 * @param schema the format's version
 * @param planId names it; also names the run
 * @param plan what is done
 * @param plugin who made it
 * @param clusterUid which cluster, whatever its context is called
 * @param context what its context was called
 * @param createdBy who asked, as the API server knows them
 * @param createdAt when
 */
public record FrozenPlan(
        int schema,
        String planId,
        Plan plan,
        Plugin plugin,
        String clusterUid,
        String context,
        String createdBy,
        Instant createdAt) {

    /** The plugin a plan was made by. */
    public record Plugin(String id, String version, String sha256) {}

    /** As JSON; equal plans give equal bytes. */
    public String json() {
        return Json.write(this);
    }

    /** What an approval binds to. */
    public String digest() {
        return Digest.of(json());
    }

    /**
     * Reads one back.
     *
     * @throws io.millwright.spi.ProblemException when the text isn't a plan
     */
    public static FrozenPlan read(String json) {
        return Json.read(json, FrozenPlan.class);
    }
}
