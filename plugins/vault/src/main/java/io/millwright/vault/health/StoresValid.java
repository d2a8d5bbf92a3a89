package io.millwright.vault.health;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Reason;
import java.time.Duration;
import java.util.List;

/** Whether stores can be used. */
final class StoresValid extends EsoCheck {
    StoresValid() {
        super(
                "vault.eso.store",
                "Stores",
                Dimension.AVAILABILITY,
                "Condition Ready of each SecretStore and ClusterSecretStore: False is Critical with its reason and message; none for over 10 minutes is Warning; a reason that isn't known here is Unknown.");
    }

    @Override
    protected List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return Eso.stores(view).stream()
                .flatMap(s -> judge(s, root, view).stream())
                .toList();
    }

    private List<Finding> judge(Resource store, Resource root, ClusterView view) {
        Reason reason = Reason.of(store);
        String word = Reason.condition(store).flatMap(c -> c.text("reason")).orElse("none");
        boolean told = Reason.condition(store).isPresent();
        if (reason.severity() == Severity.OK || reason == Reason.NONE && young(store, view)) {
            return List.of();
        }
        return List.of(draft(
                        view,
                        told ? reason.severity() : Severity.WARNING,
                        store.kind() + " " + Eso.path(store) + ": " + reason.meaning())
                .suffix(reason == Reason.UNMAPPED ? "unknown" : told ? "invalid" : "silent")
                .impact("Secrets from this store aren't refreshed or made; those that are there stay.")
                .saw("reason", store.ref(Eso.storeKind(store)), "status.conditions[Ready].reason", word)
                .saw(
                        "message",
                        store.ref(Eso.storeKind(store)),
                        "status.conditions[Ready].message",
                        Reason.message(store))
                .cause(cause(store, reason))
                .since(since(store))
                .manual(
                        "look whether the address answers, the role fits and Vault is unsealed",
                        "kubectl describe " + store.kind().toLowerCase(java.util.Locale.ROOT) + " " + store.name()
                                + (store.namespace().isEmpty() ? "" : " -n " + store.namespace()) + "\n" + log(root))
                .build());
    }

    private static String cause(Resource store, Reason reason) {
        return reason == Reason.INVALID_PROVIDER
                        && store.at("spec", "provider", "vault").isPresent()
                ? "Vault is sealed or unreachable, or its role doesn't allow this service account"
                : "";
    }

    private static boolean young(Resource store, ClusterView view) {
        return io.millwright.kit.Times.kubernetes(store.text("metadata", "creationTimestamp"))
                .filter(t -> t.plus(Duration.ofMinutes(10)).isAfter(view.now()))
                .isPresent();
    }
}
