package io.millwright.vault.health;

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
import java.util.ArrayList;
import java.util.List;

/** Whether secrets are pushed, and spread over namespaces. */
final class Pushes extends EsoCheck {
    Pushes() {
        super(
                "vault.eso.push",
                "Pushed and spread secrets",
                Dimension.AVAILABILITY,
                "Condition Ready of each PushSecret: False is Warning. status.failedNamespaces of each ClusterExternalSecret: any is Warning.");
    }

    @Override
    protected List<Finding> look(Resource root, Instance instance, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        for (Resource push : view.list(Names.PUSH_SECRET, Selector.ALL)) {
            Reason reason = Reason.of(push);
            if (reason.severity().compareTo(Severity.INFO) > 0) {
                found.add(draft(view, reason.severity(), "PushSecret " + Eso.path(push) + ": " + reason.meaning())
                        .suffix(reason == Reason.UNMAPPED ? "unknown" : "failing")
                        .impact("The store has an old value, or none.")
                        .saw(
                                "message",
                                push.ref(Names.PUSH_SECRET),
                                "status.conditions[Ready].message",
                                Reason.message(push))
                        .since(since(push))
                        .manual("see why", "kubectl -n " + push.namespace() + " describe pushsecret " + push.name())
                        .build());
            }
        }
        for (Resource spread : view.list(Names.CLUSTER_SECRET, Selector.ALL)) {
            List<Resource> failed = spread.items("status", "failedNamespaces");
            if (!failed.isEmpty()) {
                found.add(draft(
                                view,
                                Severity.WARNING,
                                "ClusterExternalSecret " + spread.name() + " fails in " + failed.size() + " namespaces")
                        .suffix("namespaces")
                        .impact("Those namespaces don't have the secret.")
                        .saw(
                                "first",
                                spread.ref(Names.CLUSTER_SECRET),
                                "status.failedNamespaces[0]",
                                failed.getFirst().text("namespace").orElse("?") + ": "
                                        + failed.getFirst().text("reason").orElse("?"))
                        .manual("see all", "kubectl get clusterexternalsecret " + spread.name() + " -o yaml")
                        .build());
            }
        }
        return found;
    }
}
