package io.millwright.logging.health;

import io.millwright.kit.health.RootCheck;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;

/** Whether Kibana serves and has its Elasticsearch. */
final class KibanaHealth extends RootCheck {
    KibanaHealth() {
        super(
                "logging.kibana.health",
                "Kibana serves",
                Dimension.AVAILABILITY,
                Names.KIBANA,
                Names.KB,
                "status.health: red is Critical; elasticsearchAssociationStatus: Failed is Critical, Pending is Warning.");
    }

    @Override
    protected List<Finding> look(Resource k, Instance instance, ClusterView view) {
        List<Finding> found = new ArrayList<>();
        ObjectRef ref = k.ref(Names.KB);
        String health = k.text("status", "health").orElse("none");
        if (!health.equals("green")) {
            found.add(draft(
                            view,
                            health.equals("red") ? Severity.CRITICAL : Severity.UNKNOWN,
                            "Kibana's health is " + health)
                    .suffix(health.equals("red") ? "red" : "unknown")
                    .impact("Nobody can look at logs; they are still collected.")
                    .saw("health", ref, "status.health", health)
                    .manual(
                            "see why",
                            "kubectl -n %1$s get pods -l %2$s=%3$s\nkubectl -n %1$s logs deployment/%3$s-kb --tail=50\nFrom 9.4 on it needs 2Gi of memory."
                                    .formatted(k.namespace(), Names.KIBANA_LABEL, k.name()))
                    .build());
        }
        String link = k.text("status", "elasticsearchAssociationStatus").orElse("");
        if (k.at("spec", "elasticsearchRef", "name").isPresent() && !link.equals("Established")) {
            Severity severity = switch (link) {
                case "Failed" -> Severity.CRITICAL;
                case "Pending", "" -> Severity.WARNING;
                default -> Severity.UNKNOWN;
            };
            found.add(draft(view, severity, "its link to Elasticsearch is " + (link.isEmpty() ? "missing" : link))
                    .suffix("association")
                    .impact("Kibana can't start or can't read logs.")
                    .saw("link", ref, "status.elasticsearchAssociationStatus", link.isEmpty() ? "none" : link)
                    .manual(
                            "see whether its Elasticsearch is there and ready",
                            "kubectl -n " + k.namespace() + " describe kibana " + k.name())
                    .build());
        }
        return found;
    }
}
