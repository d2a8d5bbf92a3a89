package io.millwright.postgres.health;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A check of the operator. Reads its Deployment anew. */
abstract class OperatorCheck implements HealthCheck {
    private final Info info;

    OperatorCheck(String id, String title, Dimension dimension, String looksAt) {
        this.info = new Info(id, title, dimension, List.of(Cnpg.OPERATOR), looksAt);
    }

    @Override
    public final Info info() {
        return info;
    }

    @Override
    public final List<Finding> run(Instance instance, ClusterView cluster) {
        ObjectRef ref = ObjectRef.of(
                Kind.DEPLOYMENT, instance.root().namespace(), instance.root().name());
        Optional<Resource> found = cluster.get(ref);
        if (found.isEmpty()) {
            return List.of(draft(cluster, Severity.UNKNOWN, "the operator's Deployment is no longer there")
                    .suffix("gone")
                    .impact("Without an operator nothing fails over, scales or is backed up.")
                    .saw("asked for the Deployment", ref, "metadata.name", "not found")
                    .run("install the operator", "install-operator", Map.of("namespace", ref.namespace()))
                    .build());
        }
        return look(found.get(), ref, cluster);
    }

    /** The findings about that Deployment. */
    abstract List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view);

    final Draft draft(ClusterView view, Severity severity, String title) {
        return new Draft(info, severity, title, view.now());
    }
}
