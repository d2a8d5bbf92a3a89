package io.millwright.logging;

import io.millwright.logging.discovery.Discovery;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.Versions;
import io.millwright.logging.health.Checks;
import io.millwright.logging.listing.Clusters;
import io.millwright.logging.listing.CollectorTable;
import io.millwright.logging.listing.Kibanas;
import io.millwright.logging.listing.Nodes;
import io.millwright.logging.named.Questions;
import io.millwright.logging.runbook.Runbooks;
import io.millwright.logging.simulator.LoggingSimulator;
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

/** Logging on Kubernetes: Elasticsearch and Kibana by ECK, fluent-bit, and Loki recognised. */
public final class LoggingTool implements Tool {
    private final Versions versions = new Versions();
    private final List<HealthCheck> checks = Checks.all(versions);
    private final List<Runbook> runbooks = Runbooks.all(versions);
    private final Map<String, NamedCheck> questions = Questions.all();

    @Override
    public ToolDescriptor descriptor() {
        return new ToolDescriptor(
                Names.TOOL,
                "Logging",
                "observability",
                "Logs collected by fluent-bit and kept in Elasticsearch with Kibana, run by the operator ECK; Loki is recognised.",
                List.of(
                        Names.OPERATOR,
                        Names.ELASTICSEARCH,
                        Names.KIBANA,
                        Names.LOGSTASH,
                        Names.FLUENT_BIT,
                        Names.LOKI),
                URI.create("https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s"),
                versions.catalogue().releases(),
                List.of(
                        Names.ES,
                        Names.KB,
                        Names.LS,
                        Kind.POD,
                        Kind.PERSISTENT_VOLUME_CLAIM,
                        Kind.STATEFUL_SET,
                        Kind.DAEMON_SET));
    }

    @Override
    public List<Instance> discover(ClusterView cluster) {
        return Discovery.discover(cluster);
    }

    @Override
    public List<Listing> listings() {
        return List.of(new Clusters(), new Nodes(), new Kibanas(), new CollectorTable());
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
        return Optional.of(new LoggingSimulator());
    }
}
