package io.millwright.postgres.listing;

import io.millwright.kit.Times;
import io.millwright.kit.listing.Table;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The backups, newest first. */
public final class BackupTable extends Table {
    public BackupTable() {
        super(
                "backups",
                "Backups",
                Cnpg.BACKUP,
                "name",
                "cluster",
                "phase",
                "method",
                "#ended",
                "#took",
                "+error",
                "+namespace");
    }

    @Override
    public List<Row> rows(ClusterView cluster) {
        return cluster.list(kind(), Selector.ALL).stream()
                .sorted(Comparator.comparing(Backups::when).reversed().thenComparing(Resource::name))
                .map(o -> row(o, cluster))
                .toList();
    }

    @Override
    protected Row row(Resource b, ClusterView view) {
        Severity severity = switch (Backups.state(b)) {
            case COMPLETED -> Severity.OK;
            case WAITING, WORKING -> Severity.INFO;
            case FAILED -> Severity.WARNING;
        };
        Optional<String> took = Times.kubernetes(b.text("status", "stoppedAt"))
                .flatMap(end -> Times.kubernetes(b.text("status", "startedAt"))
                        .map(start -> Times.words(Duration.between(start, end))));
        return new Row(
                b.ref(kind()),
                severity,
                List.of(
                        b.name(),
                        b.text("spec", "cluster", "name").orElse("?"),
                        b.text("status", "phase").filter(p -> !p.isEmpty()).orElse("waiting"),
                        b.text("status", "method")
                                .or(() -> b.text("spec", "method"))
                                .orElse("barmanObjectStore"),
                        when(b.text("status", "stoppedAt"), view),
                        took.orElse("–"),
                        b.text("status", "error").orElse(""),
                        b.namespace()));
    }
}
