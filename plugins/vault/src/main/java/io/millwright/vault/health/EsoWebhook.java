package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        List<Finding> found = new ArrayList<>();
        for (String name : List.of("secretstore-validate", "externalsecret-validate")) {
            ObjectRef ref = ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", name);
            Optional<Resource> configuration = view.get(ref);
            for (Resource w : configuration.map(c -> c.items("webhooks")).orElse(List.of())) {
                ObjectRef service = ObjectRef.of(
                        Kind.SERVICE,
                        w.text("clientConfig", "service", "namespace").orElse(root.namespace()),
                        w.text("clientConfig", "service", "name").orElse(""));
                boolean bundle = !w.text("clientConfig", "caBundle").orElse("").isEmpty();
                if (!bundle || view.get(service).isEmpty()) {
                    found.add(draft(view, Severity.CRITICAL, name + " can't be asked")
                            .impact("Every change of that kind is refused.")
                            .saw("caBundle", ref, "webhooks[].clientConfig.caBundle", bundle ? "set" : "empty")
                            .saw(
                                    "Service",
                                    service,
                                    "metadata.name",
                                    view.get(service).isPresent() ? "there" : "not there")
                            .manual(
                                    "restart the controller of its certificate",
                                    "kubectl -n " + root.namespace() + " rollout restart deployment " + root.name()
                                            + "-cert-controller")
                            .build());
                }
            }
        }
        return found;
    }
}
