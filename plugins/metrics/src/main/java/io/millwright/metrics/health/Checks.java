package io.millwright.metrics.health;

import io.millwright.metrics.facts.Names;
import io.millwright.spi.HealthCheck;
import java.util.List;

/** All health checks, in the order in which their results are best read. */
public final class Checks {
    private Checks() {}

    public static List<HealthCheck> all() {
        return List.of(
                new Condition(Names.PROMETHEUS),
                new Serving(Names.PROMETHEUS),
                new Configuration(),
                new Ingest(),
                new Targets(),
                new Rules(),
                new AlertPath(),
                new Watchdog(),
                new Selected(),
                new Memory(),
                new Series(),
                new Disk(),
                new Blocks(),
                new Volume(Names.PROMETHEUS),
                new RemoteWrite(),
                new BackupAge(),
                new Switches(),
                new ServerVersion(Names.PROMETHEUS),
                new Condition(Names.ALERTMANAGER),
                new Serving(Names.ALERTMANAGER),
                new Members(),
                new Receivers(),
                new Notifications(),
                new Silences(),
                new Volume(Names.ALERTMANAGER),
                new ServerVersion(Names.ALERTMANAGER),
                new OperatorReady(),
                new OperatorDefinitions(),
                new OperatorVersion(),
                new OperatorWebhook(),
                new OperatorAlone(),
                new OperatorRejected(),
                new GrafanaServing(),
                new GrafanaStorage(),
                new VictoriaState(),
                new VictoriaServing());
    }
}
