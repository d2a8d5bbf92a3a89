package io.millwright.ingress.health;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.RootCheck;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;

/** A check of a Gateway, whoever's class it is of. */
abstract class GatewayCheck extends RootCheck {
    GatewayCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Names.GATEWAY_COMPONENT, Names.GATEWAY, looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return look(root, ObjectRef.of(Names.GATEWAY, root.namespace(), root.name()), view);
    }

    @Override
    protected final FindingDraft whenGone(FindingDraft draft, Instance instance) {
        return draft.impact("What it carried has lost its way in.")
                .run(
                        "restore it from a backup",
                        "restore",
                        io.millwright.kit.Tree.of("namespace", instance.root().namespace()));
    }

    /** The findings about that Gateway. */
    abstract List<Finding> look(Resource gateway, ObjectRef ref, ClusterView view);

    static String path(ObjectRef ref) {
        return ref.namespace() + "/" + ref.name();
    }
}
