package io.millwright.ingress.health;

import io.millwright.ingress.facts.Names;
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

/** A check of an Envoy Gateway's control plane. */
abstract class EnvoyCheck extends RootCheck {
    EnvoyCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Names.ENVOY, Kind.DEPLOYMENT, looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return look(root, ObjectRef.of(Kind.DEPLOYMENT, root.namespace(), root.name()), view);
    }

    @Override
    protected final FindingDraft whenGone(FindingDraft draft, Instance instance) {
        return draft.impact("Traffic goes on, but no change of a Gateway or route takes effect.")
                .run(
                        "install it",
                        "install",
                        Map.of("namespace", instance.root().namespace()));
    }

    /** The findings about that Deployment. */
    abstract List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view);
}
