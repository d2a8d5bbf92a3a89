package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.RootCheck;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/** A check of the operator. */
abstract class OperatorCheck extends RootCheck {
    OperatorCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Strimzi.OPERATOR, Kind.DEPLOYMENT, looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return look(root, ObjectRef.of(Kind.DEPLOYMENT, root.namespace(), root.name()), view);
    }

    @Override
    protected final FindingDraft whenGone(FindingDraft draft, Instance instance) {
        return draft.impact("Without an operator no broker is restarted, no certificate renewed and no change applied.")
                .run(
                        "install the operator",
                        "install-operator",
                        Map.of("namespace", instance.root().namespace()));
    }

    /** The findings about that Deployment. */
    abstract List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view);
}
