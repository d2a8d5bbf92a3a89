package io.millwright.metrics.health;

import io.millwright.kit.health.RootCheck;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Victoria;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Resource;
import java.util.List;

/** A check of one VMSingle or VMCluster. */
abstract class VictoriaCheck extends RootCheck {
    VictoriaCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Names.VICTORIA, List.of(Names.VM_SINGLE, Names.VM_CLUSTER), looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return look(new Victoria(root), view);
    }

    abstract List<Finding> look(Victoria v, ClusterView view);

    static String describe(Victoria v) {
        return "kubectl -n " + v.object().namespace() + " describe " + v.kind().plural() + " "
                + v.object().name();
    }
}
