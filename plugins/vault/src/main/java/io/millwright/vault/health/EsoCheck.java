package io.millwright.vault.health;

import io.millwright.kit.Times;
import io.millwright.kit.health.RootCheck;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A check of one External Secrets Operator. */
abstract class EsoCheck extends RootCheck {
    EsoCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Names.ESO, Kind.DEPLOYMENT, looksAt);
    }

    static Optional<Instant> since(Resource object) {
        return Times.kubernetes(Reason.condition(object).flatMap(c -> c.text("lastTransitionTime")));
    }

    /** Whether its Ready condition has been as it is for that long; what isn't known counts as long. */
    static boolean longer(Resource object, Duration than, ClusterView view) {
        return since(object)
                .map(t -> Duration.between(t, view.now()).compareTo(than) >= 0)
                .orElse(true);
    }

    static String log(Resource controller) {
        return "kubectl -n " + controller.namespace() + " logs deployment/" + controller.name() + " --tail=50";
    }
}
