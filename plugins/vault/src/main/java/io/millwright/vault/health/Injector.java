package io.millwright.vault.health;

import io.millwright.kit.Operators;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the injector, where there is one, reaches pods that start. */
final class Injector extends ServerCheck {
    Injector() {
        super(
                "vault.injector",
                "Injector",
                Dimension.AVAILABILITY,
                "Deployment NAME-agent-injector: not available is Degraded. MutatingWebhookConfiguration NAME-agent-injector-cfg: an empty caBundle is Warning. Nothing where there is no injector.");
    }

    @Override
    List<Finding> look(Server server, ClusterView view) {
        Optional<Resource> injector = view.get(server.beside(Kind.DEPLOYMENT, "-agent-injector"));
        if (injector.isEmpty()) {
            return List.of();
        }
        List<Finding> found = new ArrayList<>();
        if (!Operators.available(injector.get())) {
            found.add(draft(view, Severity.DEGRADED, "the injector is down")
                    .suffix("down")
                    .impact("Pods that start now get no secrets, or don't start at all.")
                    .saw(
                            "available",
                            server.beside(Kind.DEPLOYMENT, "-agent-injector"),
                            "status.availableReplicas",
                            injector.get().text("status", "availableReplicas").orElse("0"))
                    .manual(
                            "see why",
                            "kubectl -n " + server.namespace() + " describe deployment " + server.name()
                                    + "-agent-injector")
                    .build());
        }
        ObjectRef webhook = ObjectRef.of(Kind.MUTATING_WEBHOOK, "", server.name() + "-agent-injector-cfg");
        boolean empty = view.get(webhook).stream()
                .flatMap(w -> w.items("webhooks").stream())
                .anyMatch(w -> w.text("clientConfig", "caBundle").orElse("").isEmpty());
        if (empty) {
            found.add(draft(view, Severity.WARNING, "the injector's webhook trusts nobody")
                    .suffix("bundle")
                    .impact("The API server can't ask it: pods start without their secrets.")
                    .saw("caBundle", webhook, "webhooks[].clientConfig.caBundle", "empty")
                    .manual(
                            "restart the injector: it writes the bundle when it starts",
                            "kubectl -n " + server.namespace() + " rollout restart deployment " + server.name()
                                    + "-agent-injector")
                    .build());
        }
        return found;
    }
}
