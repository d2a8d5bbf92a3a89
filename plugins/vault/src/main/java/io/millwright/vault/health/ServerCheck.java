package io.millwright.vault.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.RootCheck;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Server;
import java.util.List;

/** A check of one group of servers. */
abstract class ServerCheck extends RootCheck {
    ServerCheck(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, Names.SERVER, Kind.STATEFUL_SET, looksAt);
    }

    @Override
    protected final List<Finding> look(Resource root, Instance instance, ClusterView view) {
        return Server.of(root)
                .map(s -> look(s, view))
                .orElseGet(() -> List.of(draft(view, Severity.UNKNOWN, "it is no server any more")
                        .suffix("other")
                        .impact("Nothing can be said about it.")
                        .saw("image", root.ref(Kind.STATEFUL_SET), "spec.template.spec.containers[].image", "another")
                        .manual("refresh", "Refresh the fleet.")
                        .build()));
    }

    abstract List<Finding> look(Server server, ClusterView view);

    /** That something couldn't be read. */
    final FindingDraft unreadable(ClusterView view, ObjectRef what, String field, String why) {
        return draft(view, Severity.UNKNOWN, "can't be told: " + what.name() + " can't be asked")
                .suffix("unreadable")
                .impact("Whether it is in order isn't known.")
                .saw("why", what, field, why);
    }

    /** What the servers say of themselves, for a person. */
    static String status(Server server, String pod) {
        String program = server.product() == io.millwright.vault.facts.Product.VAULT ? "vault" : "bao";
        return "kubectl -n " + server.namespace() + " exec " + pod + " -c "
                + server.product().id() + " -- " + program + " status";
    }

    static String log(Server server, String pod) {
        return "kubectl -n " + server.namespace() + " logs " + pod + " -c "
                + server.product().id() + " --tail=50";
    }
}
