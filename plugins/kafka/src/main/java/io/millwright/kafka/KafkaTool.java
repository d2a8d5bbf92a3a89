package io.millwright.kafka;

import io.millwright.kafka.discovery.Discovery;
import io.millwright.kafka.health.Checks;
import io.millwright.kafka.listing.Clusters;
import io.millwright.kafka.listing.Connects;
import io.millwright.kafka.listing.Groups;
import io.millwright.kafka.listing.Nodes;
import io.millwright.kafka.listing.Pools;
import io.millwright.kafka.listing.Rebalances;
import io.millwright.kafka.listing.Topics;
import io.millwright.kafka.listing.Users;
import io.millwright.kafka.named.Questions;
import io.millwright.kafka.runbook.Runbooks;
import io.millwright.kafka.simulator.KafkaSimulator;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.Versions;
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

/** Apache Kafka on Kubernetes by the operator Strimzi: discovery, health and maintenance. */
public final class KafkaTool implements Tool {
    private final Versions versions = new Versions();
    private final List<HealthCheck> checks = Checks.all(versions);
    private final List<Runbook> runbooks = Runbooks.all(versions);
    private final Map<String, NamedCheck> questions = Questions.all();

    @Override
    public ToolDescriptor descriptor() {
        return new ToolDescriptor(
                Strimzi.TOOL,
                "Kafka",
                "messaging",
                "Apache Kafka clusters with topics, users, rebalances and upgrades, run by the operator Strimzi.",
                List.of(Strimzi.OPERATOR, Strimzi.CLUSTER_COMPONENT, Strimzi.KAFKA_COMPONENT),
                URI.create("https://strimzi.io/documentation/"),
                versions.catalogue().releases(),
                List.of(
                        Strimzi.KAFKA,
                        Strimzi.POOL,
                        Strimzi.TOPIC,
                        Strimzi.USER,
                        Strimzi.REBALANCE,
                        Strimzi.CONNECT,
                        Strimzi.CONNECTOR,
                        Strimzi.MIRROR,
                        Strimzi.BRIDGE,
                        Strimzi.POD_SET,
                        Kind.POD,
                        Kind.PERSISTENT_VOLUME_CLAIM,
                        Kind.DEPLOYMENT));
    }

    @Override
    public List<Instance> discover(ClusterView cluster) {
        return Discovery.discover(cluster);
    }

    @Override
    public List<Listing> listings() {
        return List.of(
                new Clusters(),
                new Nodes(),
                new Pools(),
                new Topics(),
                new Users(),
                new Rebalances(),
                new Groups(),
                new Connects());
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
        return Optional.of(new KafkaSimulator());
    }
}
