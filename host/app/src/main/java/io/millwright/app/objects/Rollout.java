package io.millwright.app.objects;

import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Optional;

/** What replaces the pods of a workload by its own update strategy. */
abstract class Rollout extends ObjectRunbook {
    Rollout(String id, String title, String summary, List<Parameter> parameters, String page) {
        super(id, title, Intent.REPAIR, Danger.DISRUPTIVE, summary, parameters, page);
    }

    /** One after the other, so that what depends on another finds it. */
    @Override
    final int atOnce() {
        return 1;
    }

    @Override
    final Optional<String> unready(Resource object) {
        return object.flag("spec", "paused").orElse(false)
                ? Optional.of("its rollout is paused: it would wait for ever")
                : Optional.empty();
    }

    /** The consequence of all of them. */
    static String replaces(Resource object) {
        return "replaces "
                + object.number("spec", "replicas").map(n -> n + " pods").orElse("its pods")
                + ", by its update strategy";
    }
}
