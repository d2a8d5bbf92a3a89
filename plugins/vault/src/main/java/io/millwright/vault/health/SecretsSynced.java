package io.millwright.vault.health;

import io.millwright.kit.Tree;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Reason;
import java.time.Duration;
import java.util.List;

/** Whether secrets are brought to their namespaces. */
final class SecretsSynced extends EsoCheck {
    private static final int SHOWN = 20;

    SecretsSynced() {
        super(
                "vault.eso.sync",
                "Secrets synchronised",
                Dimension.AVAILABILITY,
                "Condition Ready of each ExternalSecret: False is Warning, for over 15 minutes Degraded, with reason and message; a reason that isn't known here is Unknown. At most "
                        + SHOWN + " one by one.");
    }

    @Override
    protected List<Finding> look(Resource root, Instance instance, ClusterView view) {
        List<Resource> failing = view.list(Names.EXTERNAL_SECRET, Selector.ALL).stream()
                .filter(s -> Reason.of(s).severity().compareTo(Severity.INFO) > 0)
                .toList();
        var found = new java.util.ArrayList<Finding>();
        failing.stream().limit(SHOWN).forEach(s -> found.add(judge(s, view)));
        if (failing.size() > SHOWN) {
            found.add(draft(
                            view,
                            Severity.DEGRADED,
                            failing.size() + " secrets can't be synchronised, " + SHOWN + " are shown")
                    .suffix("many")
                    .impact("So many at once mostly have one cause: their store.")
                    .compared("failing", "ExternalSecrets with Ready False", failing.size())
                    .manual("look at all", "kubectl get externalsecrets -A")
                    .build());
        }
        return found;
    }

    private Finding judge(Resource secret, ClusterView view) {
        Reason reason = Reason.of(secret);
        boolean long_ = longer(secret, Duration.ofMinutes(15), view);
        Severity severity = reason == Reason.UNMAPPED ? Severity.UNKNOWN : long_ ? Severity.DEGRADED : Severity.WARNING;
        FindingDraft draft = draft(view, severity, Eso.path(secret) + ": " + Reason.message(secret))
                .suffix(reason == Reason.UNMAPPED ? "unknown" : "failing")
                .impact(
                        view.get(Eso.target(secret)).isPresent()
                                ? "Its Secret keeps the values that it had; changes don't arrive."
                                : "Its Secret isn't there: pods that need it don't start.")
                .saw(
                        "reason",
                        secret.ref(Names.EXTERNAL_SECRET),
                        "status.conditions[Ready].reason",
                        Reason.condition(secret).flatMap(c -> c.text("reason")).orElse("none"))
                .saw(
                        "message",
                        secret.ref(Names.EXTERNAL_SECRET),
                        "status.conditions[Ready].message",
                        Reason.message(secret))
                .since(since(secret));
        return draft.run("try again now", "refresh", Tree.of("namespace", secret.namespace(), "secret", secret.name()))
                .manual(
                        "see the events: a key that isn't there, or a policy that forbids it, is named there",
                        "kubectl -n " + secret.namespace() + " describe externalsecret " + secret.name())
                .build();
    }
}
