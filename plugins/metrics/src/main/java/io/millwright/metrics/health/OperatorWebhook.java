package io.millwright.metrics.health;

import io.millwright.metrics.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether the webhooks can be asked that check rules. */
final class OperatorWebhook extends OperatorCheck {
    OperatorWebhook() {
        super(
                "metrics.operator.webhook",
                "Webhooks of the operator",
                Dimension.AVAILABILITY,
                "Webhook configurations for monitoring.coreos.com: without caBundle or without their Service is Critical where failurePolicy is"
                        + " Fail, else a Warning.");
    }

    @Override
    List<Finding> look(Resource o, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        for (Kind kind : List.of(Kind.VALIDATING_WEBHOOK, Kind.MUTATING_WEBHOOK)) {
            for (Resource configuration : view.list(kind, Selector.ALL)) {
                for (Resource w : configuration.items("webhooks")) {
                    if (w.text("name").orElse("").endsWith("." + Names.GROUP)) {
                        why(w, o, view).forEach(why -> found.add(finding(configuration, kind, w, why, view)));
                    }
                }
            }
        }
        return found;
    }

    private static Stream<String> why(Resource w, Resource o, ClusterView view) {
        ObjectRef service = ObjectRef.of(
                Kind.SERVICE,
                w.text("clientConfig", "service", "namespace").orElse(o.namespace()),
                w.text("clientConfig", "service", "name").orElse(""));
        if (w.at("clientConfig", "service").isPresent() && view.get(service).isEmpty()) {
            return Stream.of(service.display() + " isn't there");
        }
        return w.text("clientConfig", "caBundle").filter(b -> !b.isEmpty()).isEmpty()
                ? Stream.of("its caBundle is empty")
                : Stream.empty();
    }

    private Finding finding(Resource configuration, Kind kind, Resource w, String why, ClusterView view) {
        boolean fails = w.text("failurePolicy").filter("Fail"::equals).isPresent();
        return draft(
                        view,
                        fails ? Severity.CRITICAL : Severity.WARNING,
                        "webhook " + w.text("name").orElse("?") + " can't be asked: " + why)
                .impact(
                        fails
                                ? "Every new or changed rule is refused."
                                : "Wrong rules are taken, and each change waits for the webhook's timeout.")
                .saw("configuration", configuration.ref(kind), "webhooks[].clientConfig", why)
                .cause("left by a removed release, or its hook Jobs have failed")
                .manual(
                        "renew it, or take it away",
                        "Belongs it to a release that is gone: kubectl delete " + kind.plural() + " "
                                + configuration.name()
                                + "\nElse delete the Secret that ends in -admission in the release's namespace and run helm upgrade again:"
                                + " its hook Jobs make certificate and caBundle anew.")
                .build();
    }
}
