package io.millwright.metrics.health;

import io.millwright.kit.health.RootCheck;
import io.millwright.metrics.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;

/** A check of one Grafana. */
abstract class GrafanaCheck extends RootCheck {
    GrafanaCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Names.GRAFANA, Kind.DEPLOYMENT, looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return look(root, view);
    }

    abstract List<Finding> look(Resource grafana, ClusterView view);

    static String logs(Resource grafana) {
        return "kubectl -n " + grafana.namespace() + " logs deployment/" + grafana.name() + " -c grafana --tail=50";
    }
}
