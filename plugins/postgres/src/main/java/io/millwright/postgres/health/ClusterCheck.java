package io.millwright.postgres.health;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** A check of one Cluster. Reads the Cluster anew, so that what was true when the instance was discovered is not taken for now. */
abstract class ClusterCheck implements HealthCheck {
    private final Info info;

    ClusterCheck(String id, String title, Dimension dimension, String looksAt) {
        this.info = new Info(id, title, dimension, List.of(Cnpg.CLUSTER_COMPONENT), looksAt);
    }

    @Override
    public final Info info() {
        return info;
    }

    @Override
    public final List<Finding> run(Instance instance, ClusterView cluster) {
        Optional<PgCluster> found = PgCluster.read(cluster, instance.id());
        if (found.isEmpty()) {
            return List.of(draft(cluster, Severity.UNKNOWN, instance.id().path() + " is no longer there")
                    .suffix("gone")
                    .impact("Nothing can be said about a cluster that isn't there.")
                    .saw("asked for the Cluster", instance.root().ref(Cnpg.CLUSTER), "metadata.name", "not found")
                    .manual(
                            "refresh",
                            "Refresh the fleet; if the Cluster was deleted by mistake, look for its volumes:\n"
                                    + "kubectl get pvc -n " + instance.id().namespace() + " -l " + Cnpg.CLUSTER_LABEL
                                    + "="
                                    + instance.id().name())
                    .build());
        }
        return look(found.get(), cluster);
    }

    /** The findings about that Cluster. */
    abstract List<Finding> look(PgCluster c, ClusterView view);

    final Draft draft(ClusterView view, Severity severity, String title) {
        return new Draft(info, severity, title, view.now());
    }
}
