package io.millwright.logging.health;

import io.millwright.kit.Times;
import io.millwright.kit.health.RootCheck;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A check of one Elasticsearch. */
abstract class EsCheck extends RootCheck {
    EsCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Names.ELASTICSEARCH, Names.ES, looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return look(new Elastic(root), view);
    }

    abstract List<Finding> look(Elastic e, ClusterView view);

    /** How long a condition has been as it is; what isn't known counts as long. */
    static boolean longer(Optional<Resource> condition, Duration than, ClusterView view) {
        return condition
                .flatMap(c -> Times.kubernetes(c.text("lastTransitionTime")))
                .map(t -> Duration.between(t, view.now()).compareTo(than) >= 0)
                .orElse(true);
    }

    static String describe(Elastic e) {
        return "kubectl -n " + e.namespace() + " describe elasticsearch " + e.name();
    }
}
