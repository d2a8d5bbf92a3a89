package io.millwright.logging.health;

import io.millwright.kit.health.RootCheck;
import io.millwright.logging.facts.Eck;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether the webhook answers that checks changes. */
final class Webhook extends RootCheck {
    Webhook() {
        super(
                "logging.operator.webhook",
                "Webhook",
                Dimension.AVAILABILITY,
                Names.OPERATOR,
                List.of(Kind.STATEFUL_SET, Kind.DEPLOYMENT),
                "ValidatingWebhookConfigurations of ECK: without caBundle or without the Service is Critical where failurePolicy is Fail, else Warning.");
    }

    @Override
    protected List<Finding> look(Resource o, Instance instance, ClusterView view) {
        // One is enough: what is wrong with one is wrong with all.
        return Eck.webhooks(o.namespace(), view).stream()
                .filter(w -> !w.answers(view))
                .limit(1)
                .map(w -> w.seen(
                                draft(
                                                view,
                                                w.fails() ? Severity.CRITICAL : Severity.WARNING,
                                                "webhook " + w.name() + " can't be asked")
                                        .impact(
                                                w.fails()
                                                        ? "Every change of the stack's resources is refused."
                                                        : "Each change waits 30 s and isn't checked."),
                                view)
                        .manual(
                                "see whether the API server reaches port 9443 of the operator",
                                "kubectl get validatingwebhookconfiguration "
                                        + w.configuration().name() + " -o yaml")
                        .build())
                .toList();
    }
}
