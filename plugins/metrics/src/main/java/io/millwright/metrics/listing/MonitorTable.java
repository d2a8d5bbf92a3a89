package io.millwright.metrics.listing;

import io.millwright.kit.listing.Table;
import io.millwright.metrics.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.stream.Collectors;

/** The ServiceMonitors, and whether a Prometheus selects them. */
public final class MonitorTable extends Table {
    public MonitorTable() {
        super("monitors", "Monitors", Names.SERVICE_MONITOR, "Name", "Selected", "Ports", "+Services");
    }

    @Override
    protected Row row(Resource monitor, ClusterView view) {
        boolean selected = RuleTable.selecting(monitor, "serviceMonitor", view) > 0;
        return new Row(
                monitor.ref(Names.SERVICE_MONITOR),
                selected ? Severity.OK : Severity.WARNING,
                List.of(
                        monitor.namespace() + "/" + monitor.name(),
                        selected ? "yes" : "by nobody",
                        monitor.items("spec", "endpoints").stream()
                                .map(e -> e.text("port")
                                        .or(() -> e.text("targetPort"))
                                        .orElse("–"))
                                .collect(Collectors.joining(", ")),
                        LabelSelector.of(monitor, "spec", "selector").text()));
    }
}
