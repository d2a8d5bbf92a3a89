package io.millwright.logging.health;

import io.millwright.logging.facts.Versions;
import io.millwright.spi.HealthCheck;
import java.util.List;

/** All health checks, in the order in which their results are best read. */
public final class Checks {
    private Checks() {}

    public static List<HealthCheck> all(Versions versions) {
        return List.of(
                new Health(),
                new PhaseCheck(),
                new NodesServing(),
                new Shards(),
                new Disk(),
                new ReadOnly(),
                new Heap(),
                new Retention(),
                new RetentionErrors(),
                new Report(),
                new Backup(),
                new Replicas(),
                new SinglePoint(),
                new Volumes(),
                new Switches(),
                new Certificates(),
                new StackVersion(versions),
                new KibanaHealth(),
                new LogstashHealth(),
                new Rollout(),
                new CollectorHealth(),
                new Drops(),
                new Buffer(),
                new Destination(),
                new OperatorReady(),
                new OperatorVersion(versions),
                new OperatorDefinitions(),
                new Webhook(),
                new LokiReady());
    }
}
