package io.millwright.metrics.listing;

import io.millwright.kit.Times;
import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Listing;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The alerts that fire or are about to, as each Prometheus sees them; the worst first. */
public final class AlertTable implements Listing {
    private static final Info INFO = new Info(
            "alerts",
            "Alerts",
            List.of(
                    new Column("Alert", false, false),
                    new Column("Severity", false, false),
                    new Column("State", false, false),
                    new Column("Since", false, false),
                    new Column("Namespace", false, false),
                    new Column("Summary", false, true),
                    new Column("Prometheus", false, true)));

    @Override
    public Info info() {
        return INFO;
    }

    @Override
    public List<Row> rows(ClusterView view) {
        List<Row> rows = new ArrayList<>();
        for (Server s : Server.all(view, Names.PROM)) {
            Optional<ObjectRef> pod = s.readyPod(view);
            if (pod.isPresent()) {
                Api.data(view, pod.get(), s.scheme(), "/api/v1/alerts").items("alerts").stream()
                        .filter(a -> !a.text("labels", "alertname").orElse("").equals("Watchdog"))
                        .forEach(a -> rows.add(row(a, s, view)));
            }
        }
        rows.sort(Comparator.comparing(Row::severity).reversed());
        return rows;
    }

    private static Row row(Resource alert, Server s, ClusterView view) {
        String word = alert.text("labels", "severity").orElse("–");
        boolean fires = alert.text("state").orElse("").equals("firing");
        Severity severity = switch (word) {
            case "critical" -> Severity.CRITICAL;
            case "warning" -> Severity.WARNING;
            default -> Severity.INFO;
        };
        return new Row(
                s.ref(),
                fires ? severity : Severity.INFO,
                List.of(
                        alert.text("labels", "alertname").orElse("–"),
                        word,
                        alert.text("state").orElse("–"),
                        Times.kubernetes(alert.text("activeAt"))
                                .map(t -> Times.words(Duration.between(t, view.now())) + " ago")
                                .orElse("–"),
                        alert.text("labels", "namespace").orElse("–"),
                        alert.text("annotations", "summary").orElse(""),
                        s.path()));
    }
}
