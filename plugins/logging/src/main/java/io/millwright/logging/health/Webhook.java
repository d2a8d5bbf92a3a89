package io.millwright.logging.health;

import io.millwright.kit.health.RootCheck;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
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
        List<Finding> found = new ArrayList<>();
        for (Resource c : view.list(Kind.VALIDATING_WEBHOOK, Selector.ALL)) {
            if (!c.name().startsWith("elastic-")) {
                continue;
            }
            for (Resource w : c.items("webhooks")) {
                ObjectRef service = ObjectRef.of(
                        Kind.SERVICE,
                        w.text("clientConfig", "service", "namespace").orElse(o.namespace()),
                        w.text("clientConfig", "service", "name").orElse(""));
                boolean bundle = w.text("clientConfig", "caBundle")
                        .filter(b -> !b.isEmpty())
                        .isPresent();
                if (bundle && view.get(service).isPresent()) {
                    continue;
                }
                boolean fails = w.text("failurePolicy").filter("Fail"::equals).isPresent();
                found.add(draft(
                                view,
                                fails ? Severity.CRITICAL : Severity.WARNING,
                                "webhook " + w.text("name").orElse("?") + " can't be asked")
                        .impact(
                                fails
                                        ? "Every change of the stack's resources is refused."
                                        : "Each change waits 30 s and isn't checked.")
                        .saw(
                                "caBundle",
                                c.ref(Kind.VALIDATING_WEBHOOK),
                                "webhooks[].clientConfig.caBundle",
                                bundle ? "set" : "empty")
                        .saw(
                                "Service",
                                service,
                                "metadata.name",
                                view.get(service).isPresent() ? "there" : "not there")
                        .manual(
                                "see whether the API server reaches port 9443 of the operator",
                                "kubectl get validatingwebhookconfiguration " + c.name() + " -o yaml")
                        .build());
                return found;
            }
        }
        return found;
    }
}
