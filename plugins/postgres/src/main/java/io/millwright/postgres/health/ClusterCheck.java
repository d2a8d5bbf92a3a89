package io.millwright.postgres.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.RootCheck;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Resource;
import java.util.List;

/** A check of one Cluster. */
abstract class ClusterCheck extends RootCheck {
    ClusterCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Cnpg.CLUSTER_COMPONENT, Cnpg.CLUSTER, looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return look(new PgCluster(root), view);
    }

    @Override
    protected final FindingDraft whenGone(FindingDraft draft, Instance instance) {
        return draft.manual(
                "refresh",
                "Refresh the fleet; if the Cluster was deleted by mistake, look for its volumes:\n"
                        + "kubectl get pvc -n " + instance.id().namespace() + " -l " + Cnpg.CLUSTER_LABEL + "="
                        + instance.id().name());
    }

    /** The findings about that Cluster. */
    abstract List<Finding> look(PgCluster c, ClusterView view);
}
