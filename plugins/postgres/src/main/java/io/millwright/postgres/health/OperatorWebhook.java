package io.millwright.postgres.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.WebhookService;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the webhooks that every write passes can work. */
final class OperatorWebhook extends OperatorCheck {
    OperatorWebhook() {
        super(
                "postgres.operator.webhook",
                "Admission webhooks",
                Dimension.AVAILABILITY,
                "Both webhook configurations: there, caBundle filled; the Service that they name: there, with a ready endpoint.");
    }

    @Override
    List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        configuration(Kind.MUTATING_WEBHOOK, Cnpg.MUTATING_WEBHOOKS, ref, view).ifPresent(findings::add);
        configuration(Kind.VALIDATING_WEBHOOK, Cnpg.VALIDATING_WEBHOOKS, ref, view)
                .ifPresent(findings::add);
        endpoints(ref, view).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> configuration(Kind kind, String name, ObjectRef operator, ClusterView view) {
        ObjectRef ref = ObjectRef.of(kind, "", name);
        Optional<Resource> found = view.get(ref);
        if (found.isEmpty()) {
            return Optional.of(draft(view, Severity.WARNING, "webhook configuration " + name + " is missing")
                    .suffix("missing")
                    .impact("Wrong definitions of databases are no longer refused: they fail later, in the operator.")
                    .saw("asked for the configuration", ref, "metadata.name", "not found")
                    .manual(
                            "apply the operator's release again",
                            "Its manifest or chart holds the configuration: helm upgrade with the"
                                    + " same version, or kubectl apply --server-side -f the same manifest.")
                    .build());
        }
        List<String> bare = found.get().items("webhooks").stream()
                .filter(w -> w.text("clientConfig", "caBundle").orElse("").isEmpty())
                .flatMap(w -> w.text("name").stream())
                .toList();
        if (bare.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(draft(
                        view,
                        Severity.CRITICAL,
                        bare.size() + " webhooks of " + name + " have no certificate authority")
                .suffix("authority")
                .impact("Every change of a database is refused by the API server.")
                .saw("webhooks without caBundle", ref, "webhooks[].clientConfig.caBundle", String.join(", ", bare))
                .cause("the operator fills it in at its start; it has not, or something set it back")
                .manual(
                        "restart the operator",
                        "kubectl -n " + operator.namespace() + " rollout restart deployment " + operator.name())
                .build());
    }

    private Optional<Finding> endpoints(ObjectRef operator, ClusterView view) {
        WebhookService service = WebhookService.in(operator.namespace());
        return switch (service.state(view)) {
            case MISSING ->
                Optional.of(unreachable(operator, view, "the webhooks' Service is missing")
                        .saw("asked for the Service", service.ref(), "metadata.name", "not found")
                        .build());
            case EMPTY ->
                Optional.of(unreachable(operator, view, "the webhooks' Service has no ready endpoint")
                        .saw("ready endpoints", service.ref(), "EndpointSlice endpoints[].conditions.ready", 0)
                        .build());
            case ANSWERS -> Optional.empty();
        };
    }

    private FindingDraft unreachable(ObjectRef operator, ClusterView view, String title) {
        return draft(view, Severity.CRITICAL, title)
                .suffix("endpoint")
                .impact("Every change of a database is refused by the API server: its webhook can't be reached.")
                .cause("the operator's pod isn't ready, or its labels no longer match the Service")
                .manual(
                        "look at the operator's pod",
                        "kubectl -n " + operator.namespace() + " get pods,endpointslices\n"
                                + "On private clusters the API server also needs a firewall rule to TCP 9443 of the operator's pod.");
    }
}
