package io.millwright.logging.listing;

import io.millwright.logging.facts.Collectors;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Listing;
import io.millwright.spi.Severity;
import java.util.List;

/** The DaemonSets of fluent-bit. */
public final class CollectorTable implements Listing {
    private static final Info INFO = new Info(
            "collectors",
            "Log collectors",
            List.of(
                    new Column("Name", false, false),
                    new Column("Ready", true, false),
                    new Column("Updated", true, false),
                    new Column("Version", false, false)));

    @Override
    public Info info() {
        return INFO;
    }

    @Override
    public List<Row> rows(ClusterView cluster) {
        return Collectors.fluentBits(cluster).stream()
                .map(d -> {
                    long wanted = d.number("status", "desiredNumberScheduled").orElse(0L);
                    long ready = d.number("status", "numberReady").orElse(0L);
                    return new Row(
                            d.ref(Kind.DAEMON_SET),
                            ready >= wanted ? Severity.OK : ready == 0 ? Severity.CRITICAL : Severity.WARNING,
                            List.of(
                                    d.namespace() + "/" + d.name(),
                                    ready + "/" + wanted,
                                    d.number("status", "updatedNumberScheduled").orElse(0L) + "/" + wanted,
                                    Collectors.version(d).orElse("–")));
                })
                .toList();
    }
}
