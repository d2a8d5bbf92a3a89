package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Eso;
import java.util.List;

/** Whether changes of stores and secrets can be checked, without which they are refused. */
final class EsoWebhook extends EsoCheck {
    EsoWebhook() {
        super(
                "vault.eso.webhook",
                "Webhook",
                Dimension.AVAILABILITY,
                "ValidatingWebhookConfigurations secretstore-validate and externalsecret-validate: an empty caBundle or a Service that isn't there is Critical, as failurePolicy is Fail.");
    }

    @Override
    protected List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return Eso.webhooks(root.namespace(), view).stream()
                .filter(w -> !w.answers(view))
                .map(w -> w.seen(
                                draft(view, Severity.CRITICAL, w.configuration().name() + " can't be asked")
                                        .impact("Every change of that kind is refused."),
                                view)
                        .manual(
                                "restart the controller of its certificate",
                                "kubectl -n " + root.namespace() + " rollout restart deployment " + root.name()
                                        + "-cert-controller")
                        .build())
                .toList();
    }
}
