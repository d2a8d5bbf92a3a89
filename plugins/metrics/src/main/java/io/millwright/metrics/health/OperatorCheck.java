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

/** A check of one operator. */
abstract class OperatorCheck extends RootCheck {
    OperatorCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Names.OPERATOR, Kind.DEPLOYMENT, looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return look(root, view);
    }

    abstract List<Finding> look(Resource operator, ClusterView view);

    static String logs(Resource operator) {
        return "kubectl -n " + operator.namespace() + " logs deployment/" + operator.name() + " --tail=50";
    }
}
