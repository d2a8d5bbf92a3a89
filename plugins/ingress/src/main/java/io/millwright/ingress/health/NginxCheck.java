package io.millwright.ingress.health;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.RootCheck;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Resource;
import java.util.List;

/** A check of an ingress-nginx controller. */
abstract class NginxCheck extends RootCheck {
    NginxCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Names.NGINX, Nginx.KINDS, looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return look(new Nginx(root), view);
    }

    @Override
    protected final FindingDraft whenGone(FindingDraft draft, Instance instance) {
        return draft.impact("Ingresses of its class aren't served any more.")
                .manual("see what serves the Ingresses now", "kubectl get ingressclass; kubectl get ingress -A");
    }

    /** The findings about that controller. */
    abstract List<Finding> look(Nginx nginx, ClusterView view);
}
