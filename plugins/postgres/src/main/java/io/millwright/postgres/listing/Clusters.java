package io.millwright.postgres.listing;

import io.millwright.kit.Version;
import io.millwright.kit.listing.Table;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Phase;
import io.millwright.postgres.discovery.Summaries;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.List;

/** The clusters. */
public final class Clusters extends Table {
    public Clusters() {
        super(
                "clusters",
                "Clusters",
                Cnpg.CLUSTER,
                "name",
                "#ready",
                "phase",
                "primary",
                "#version",
                "#lag",
                "#backup",
                "#storage",
                "+namespace");
    }

    @Override
    public List<Row> rows(ClusterView cluster) {
        List<PgCluster> all =
                cluster.list(kind(), Selector.ALL).stream().map(PgCluster::new).toList();
        return Summaries.together(all, c -> row(c.object(), cluster));
    }

    @Override
    protected Row row(Resource object, ClusterView view) {
        PgCluster c = new PgCluster(object);
        return new Row(
                c.ref(),
                severity(c),
                List.of(
                        c.name(),
                        c.ready() + "/" + c.wanted(),
                        c.hibernated() ? "hibernated" : c.phase().isEmpty() ? "not taken up" : c.phase(),
                        c.currentPrimary().orElse("none"),
                        c.version().map(Version::text).orElse("?"),
                        Summaries.lag(c, view),
                        Summaries.backup(c, view),
                        c.object().text("spec", "storage", "size").orElse("–"),
                        c.namespace()));
    }

    private static Severity severity(PgCluster c) {
        if (c.hibernationWanted()) {
            return Severity.INFO;
        }
        Severity byPhase = Phase.of(c.phase())
                .map(p -> switch (p.meaning()) {
                    case OK -> Severity.OK;
                    case PROGRESS, WAITING -> Severity.INFO;
                    case USER -> Severity.WARNING;
                    case BLOCKED -> Severity.CRITICAL;
                })
                .orElse(Severity.UNKNOWN);
        return c.ready() < c.wanted() ? byPhase.worst(Severity.WARNING) : byPhase;
    }
}
