package io.millwright.postgres;

import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.discovery.Discovery;
import io.millwright.postgres.health.Checks;
import io.millwright.postgres.listing.BackupTable;
import io.millwright.postgres.listing.Clusters;
import io.millwright.postgres.listing.DrillTable;
import io.millwright.postgres.listing.PoolerTable;
import io.millwright.postgres.listing.ScheduleTable;
import io.millwright.postgres.listing.SlotTable;
import io.millwright.postgres.named.Questions;
import io.millwright.postgres.runbook.Runbooks;
import io.millwright.postgres.simulator.PostgresSimulator;
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

/** PostgreSQL on Kubernetes by the operator CloudNativePG: discovery, health and maintenance. */
public final class PostgresTool implements Tool {
    private final Catalogue catalogue = Catalogue.load();
    private final List<HealthCheck> checks = Checks.all(catalogue);
    private final List<Runbook> runbooks = Runbooks.all(catalogue);
    private final Map<String, NamedCheck> questions = Questions.all();

    @Override
    public ToolDescriptor descriptor() {
        return new ToolDescriptor(
                Cnpg.TOOL,
                "PostgreSQL",
                "databases",
                "PostgreSQL clusters with standbys, failover and backups, run by the operator CloudNativePG.",
                List.of(Cnpg.OPERATOR, Cnpg.CLUSTER_COMPONENT, Cnpg.POSTGRESQL),
                URI.create("https://cloudnative-pg.io/docs/"),
                catalogue.releases(),
                List.of(
                        Cnpg.CLUSTER,
                        Cnpg.BACKUP,
                        Cnpg.SCHEDULED_BACKUP,
                        Cnpg.POOLER,
                        Cnpg.OBJECT_STORE,
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
                new BackupTable(),
                new ScheduleTable(),
                new PoolerTable(),
                new SlotTable(),
                new DrillTable());
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
        return Optional.of(new PostgresSimulator());
    }
}
