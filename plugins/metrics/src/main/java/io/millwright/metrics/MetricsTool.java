package io.millwright.metrics;

import io.millwright.metrics.discovery.Discovery;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Versions;
import io.millwright.metrics.health.Checks;
import io.millwright.metrics.listing.AlertTable;
import io.millwright.metrics.listing.MonitorTable;
import io.millwright.metrics.listing.RuleTable;
import io.millwright.metrics.listing.ServerTable;
import io.millwright.metrics.listing.SilenceTable;
import io.millwright.metrics.named.Questions;
import io.millwright.metrics.runbook.Runbooks;
import io.millwright.metrics.simulator.MetricsSimulator;
import io.millwright.spi.ClusterView;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Listing;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Runbook;
import io.millwright.spi.Simulator;
import io.millwright.spi.Tool;
import io.millwright.spi.ToolDescriptor;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Metrics on Kubernetes: Prometheus, Alertmanager and Grafana by kube-prometheus-stack, and VictoriaMetrics recognised. */
public final class MetricsTool implements Tool {
    private final List<HealthCheck> checks = Checks.all();
    private final List<Runbook> runbooks = Runbooks.all();
    private final Map<String, NamedCheck> questions = Questions.all();

    @Override
    public ToolDescriptor descriptor() {
        return new ToolDescriptor(
                Names.TOOL,
                "Metrics",
                "observability",
                "Metrics and alerts by Prometheus and Alertmanager with Grafana, run by prometheus-operator; VictoriaMetrics is recognised.",
                List.of(Names.OPERATOR, Names.PROMETHEUS, Names.ALERTMANAGER, Names.GRAFANA, Names.VICTORIA),
                URI.create("https://prometheus-operator.dev/docs/"),
                Versions.catalogue().releases(),
                List.of(
                        Names.PROM,
                        Names.AM,
                        Names.RULE,
                        Names.SERVICE_MONITOR,
                        Names.VM_SINGLE,
                        Names.VM_CLUSTER,
                        Kind.POD,
                        Kind.DEPLOYMENT,
                        Kind.STATEFUL_SET,
                        Kind.PERSISTENT_VOLUME_CLAIM));
    }

    @Override
    public List<Instance> discover(ClusterView cluster) {
        return Discovery.discover(cluster);
    }

    @Override
    public List<Listing> listings() {
        return List.of(
                new ServerTable("prometheuses", "Prometheus", Names.PROM),
                new ServerTable("alertmanagers", "Alertmanagers", Names.AM),
                new AlertTable(),
                new SilenceTable(),
                new RuleTable(),
                new MonitorTable());
    }

    @Override
    public List<HealthCheck> healthChecks() {
        return checks;
    }

    @Override
    public List<Runbook> runbooks() {
        return runbooks;
    }

    @Override
    public Map<String, NamedCheck> namedChecks() {
        return questions;
    }

    @Override
    public Optional<Simulator> simulator() {
        return Optional.of(new MetricsSimulator());
    }
}
