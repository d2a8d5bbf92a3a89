package io.millwright.metrics.listing;

import io.millwright.kit.listing.Table;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** The Prometheus or Alertmanager servers. */
public final class ServerTable extends Table {
    public ServerTable(String id, String title, Kind kind) {
        super(id, title, kind, "Name", "State", "#Pods", "Version", "Keeps", "Storage", "+Owner");
    }

    @Override
    protected Row row(Resource object, ClusterView view) {
        Server s = new Server(object);
        return new Row(
                s.ref(),
                severity(s),
                List.of(
                        s.path(),
                        s.paused() ? "paused" : s.settled() ? "settled" : s.message(),
                        s.available() + "/" + s.wanted(),
                        s.wantedVersion().orElse("–"),
                        s.retention(),
                        s.storage().orElse("none"),
                        s.release()
                                .map(r -> "release " + r.namespace() + "/" + r.name())
                                .orElse("–")));
    }

    private static Severity severity(Server s) {
        Severity worst = s.state("Available")
                .severity()
                .worst(s.paused() ? Severity.INFO : s.state("Reconciled").severity());
        return s.storage().isEmpty() ? worst.worst(Severity.WARNING) : worst;
    }
}
