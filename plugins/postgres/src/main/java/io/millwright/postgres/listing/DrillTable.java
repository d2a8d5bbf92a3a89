package io.millwright.postgres.listing;

import io.millwright.kit.Times;
import io.millwright.kit.listing.Table;
import io.millwright.postgres.cnpg.Drills;
import io.millwright.postgres.cnpg.Drills.Drill;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** The restore drills that are recorded, with what they measured. */
public final class DrillTable extends Table {
    public DrillTable() {
        super(
                "drills",
                "Restore drills",
                Kind.CONFIG_MAP,
                "cluster",
                "verified",
                "#recovery",
                "#data",
                "#began",
                "+backup",
                "+namespace");
    }

    @Override
    public List<Row> rows(ClusterView cluster) {
        List<Resource> records = cluster.list(kind(), Selector.ALL).stream()
                .filter(r -> r.label(Drills.LABEL).isPresent())
                .toList();
        return Drills.read(records).stream().map(d -> row(d, cluster)).toList();
    }

    @Override
    protected Row row(Resource record, ClusterView view) {
        return Drills.read(List.of(record)).stream()
                .map(d -> row(d, view))
                .findFirst()
                .orElseGet(() -> new Row(
                        record.ref(kind()),
                        Severity.OK,
                        List.of(record.label(Drills.LABEL).orElse(""), "–", "–", "–", "–", "", record.namespace())));
    }

    private Row row(Drill d, ClusterView view) {
        return new Row(
                ObjectRef.of(kind(), d.namespace(), d.name()),
                d.verified().isPresent() ? Severity.OK : Severity.WARNING,
                List.of(
                        d.cluster(),
                        d.verified().isPresent() ? "yes" : "no",
                        d.time().map(Times::words).orElse("–"),
                        d.point().map(p -> Times.words(p) + " old").orElse("–"),
                        when(Optional.of(d.began().toString()), view),
                        d.backup(),
                        d.namespace()));
    }
}
