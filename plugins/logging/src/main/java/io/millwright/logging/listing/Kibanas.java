package io.millwright.logging.listing;

import io.millwright.kit.listing.Table;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** The Kibanas. */
public final class Kibanas extends Table {
    public Kibanas() {
        super("kibanas", "Kibana", Names.KB, "Name", "Health", "#Pods", "Version", "Elasticsearch", "+Link");
    }

    @Override
    protected Row row(Resource k, ClusterView view) {
        String health = k.text("status", "health").orElse("unknown");
        return new Row(
                k.ref(Names.KB),
                health.equals("green") ? Severity.OK : health.equals("red") ? Severity.CRITICAL : Severity.UNKNOWN,
                List.of(
                        k.namespace() + "/" + k.name(),
                        health,
                        k.text("status", "availableNodes").orElse("0") + "/"
                                + k.text("spec", "count").orElse("1"),
                        k.text("status", "version").orElse("–"),
                        k.text("spec", "elasticsearchRef", "name").orElse("outside"),
                        k.text("status", "elasticsearchAssociationStatus").orElse("–")));
    }
}
