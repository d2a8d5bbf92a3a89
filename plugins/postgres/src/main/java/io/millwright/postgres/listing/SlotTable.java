package io.millwright.postgres.listing;

import io.millwright.kit.Bytes;
import io.millwright.kit.listing.Table;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgStatus;
import io.millwright.postgres.cnpg.PgStatus.Slot;
import io.millwright.postgres.discovery.Summaries;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.List;

/** The replication slots of every cluster, as its primary tells them; a primary that can't be asked is a row that says so. */
public final class SlotTable extends Table {
    public SlotTable() {
        super(
                "slots",
                "Replication slots",
                Cnpg.CLUSTER,
                "cluster",
                "slot",
                "type",
                "active",
                "wal",
                "#kept",
                "+namespace");
    }

    @Override
    public List<Row> rows(ClusterView cluster) {
        List<PgCluster> all =
                cluster.list(kind(), Selector.ALL).stream().map(PgCluster::new).toList();
        return Summaries.together(all, c -> rows(c, cluster)).stream()
                .flatMap(List::stream)
                .toList();
    }

    private List<Row> rows(PgCluster c, ClusterView view) {
        return c.currentPrimary()
                .map(p -> PgStatus.read(view, c.namespace(), p)
                        .page()
                        .map(page -> page.slots().stream().map(s -> row(c, s)).toList())
                        .orElseGet(() -> List.of(row(c.object(), view))))
                .orElse(List.of());
    }

    private Row row(PgCluster c, Slot s) {
        boolean lost = s.walStatus().equals("lost") || s.walStatus().equals("unreserved");
        return new Row(
                c.ref(),
                lost ? Severity.CRITICAL : s.active() ? Severity.OK : Severity.WARNING,
                List.of(
                        c.name(),
                        s.name(),
                        s.type(),
                        s.active() ? "yes" : "no",
                        s.walStatus().isEmpty() ? "–" : s.walStatus(),
                        s.retained().map(Bytes::words).orElse("–"),
                        c.namespace()));
    }

    @Override
    protected Row row(Resource cluster, ClusterView view) {
        return new Row(
                cluster.ref(kind()),
                Severity.UNKNOWN,
                List.of(cluster.name(), "can't be read", "–", "–", "–", "–", cluster.namespace()));
    }
}
