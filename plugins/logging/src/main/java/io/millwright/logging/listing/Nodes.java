package io.millwright.logging.listing;

import io.millwright.kit.listing.Table;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** The nodes of all Elasticsearch clusters. */
public final class Nodes extends Table {
    public Nodes() {
        super("nodes", "Nodes", Kind.POD, "Name", "Cluster", "Ready", "Roles", "Version", "+Node");
    }

    @Override
    public List<Row> rows(ClusterView cluster) {
        return super.rows(cluster).stream()
                .filter(r -> !r.cells().get(1).equals("–"))
                .toList();
    }

    @Override
    protected Row row(Resource pod, ClusterView view) {
        boolean ready = pod.condition("Ready")
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
        boolean master = pod.label(Names.MASTER_LABEL).filter("true"::equals).isPresent();
        boolean data = pod.label("elasticsearch.k8s.elastic.co/node-data")
                .filter("true"::equals)
                .isPresent();
        return new Row(
                pod.ref(Kind.POD),
                ready ? Severity.OK : Severity.WARNING,
                List.of(
                        pod.namespace() + "/" + pod.name(),
                        pod.label(Names.CLUSTER_LABEL).orElse("–"),
                        ready ? "yes" : "no",
                        master && data ? "master, data" : master ? "master" : data ? "data" : "other",
                        pod.label(Names.VERSION_LABEL).orElse("–"),
                        pod.text("spec", "nodeName").orElse("–")));
    }
}
