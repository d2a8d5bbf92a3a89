package io.millwright.engine.plan;

import io.millwright.engine.Digest;
import io.millwright.engine.json.Json;
import io.millwright.spi.Plan;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

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

    /**
     * What an approval binds to: what is done, on which cluster, by which plugin. Asked again in an unchanged cluster, the same plan has the
     * same digest: its id, and with it the names that are derived from it, stand for themselves, and who asked when doesn't count.
     */
    public String digest() {
        return Digest.of(content());
    }

    /** What the digest is of. */
    String content() {
        Map<String, Object> content = new TreeMap<>();
        content.put("schema", schema);
        content.put("plan", plan);
        content.put("plugin", plugin);
        content.put("cluster", clusterUid);
        return Json.write(content).replace(planId, "{id}");
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
