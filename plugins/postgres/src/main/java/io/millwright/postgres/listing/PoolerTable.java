package io.millwright.postgres.listing;

import io.millwright.kit.listing.Table;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** The connection poolers, with the readiness of their Deployments: their own phase can't be trusted. */
public final class PoolerTable extends Table {
    public PoolerTable() {
        super("poolers", "Poolers", Cnpg.POOLER, "name", "cluster", "#ready", "type", "mode", "phase", "+namespace");
    }

    @Override
    protected Row row(Resource p, ClusterView view) {
        long wanted = p.number("spec", "instances").orElse(1L);
        long ready = view.get(ObjectRef.of(Kind.DEPLOYMENT, p.namespace(), p.name()))
                .flatMap(d -> d.number("status", "readyReplicas"))
                .orElse(0L);
        return new Row(
                p.ref(kind()),
                ready >= wanted ? Severity.OK : ready == 0 ? Severity.CRITICAL : Severity.WARNING,
                List.of(
                        p.name(),
                        p.text("spec", "cluster", "name").orElse("?"),
                        ready + "/" + wanted,
                        p.text("spec", "type").orElse("rw"),
                        p.text("spec", "pgbouncer", "poolMode").orElse("session"),
                        p.text("status", "phase").orElse("none"),
                        p.namespace()));
    }
}
