package io.millwright.logging.listing;

import io.millwright.kit.listing.Table;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** The Elasticsearch clusters. */
public final class Clusters extends Table {
    public Clusters() {
        super(
                "clusters",
                "Elasticsearch",
                Names.ES,
                "Name",
                "Health",
                "Phase",
                "#Nodes",
                "Version",
                "+Storage",
                "+Volumes");
    }

    @Override
    protected Row row(Resource object, ClusterView view) {
        Elastic e = new Elastic(object);
        return new Row(
                e.ref(),
                severity(e),
                List.of(
                        e.namespace() + "/" + e.name(),
                        e.health(),
                        e.paused()
                                ? "paused"
                                : object.text("status", "phase")
                                        .filter(p -> !p.isEmpty())
                                        .orElse("–"),
                        e.available() + "/" + e.nodes(),
                        e.version().orElse("–"),
                        e.nodeSets().stream().findFirst().map(s -> s.storage()).orElse("–"),
                        e.keepsVolumes() ? "kept" : "deleted with it"));
    }

    static Severity severity(Elastic e) {
        return switch (e.health()) {
            case "green" -> e.phase().severity();
            case "yellow" -> Severity.WARNING;
            case "red" -> Severity.CRITICAL;
            default -> Severity.UNKNOWN;
        };
    }
}
