package io.millwright.postgres.health;

import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.spi.HealthCheck;
import java.util.List;

/** All health checks, in the order in which their results are best read. */
public final class Checks {
    private Checks() {}

    public static List<HealthCheck> all(Catalogue catalogue) {
        return List.of(
                new ClusterPhase(),
                new Instances(),
                new Suspension(),
                new ReplicationLag(),
                new WalArchiving(),
                new BackupFreshness(),
                new BackupSchedule(),
                new BackupStuck(),
                new BackupPlugin(),
                new BackupSnapshots(),
                new RestoreTested(),
                new BackupCopies(),
                new SystemId(),
                new Disk(),
                new Claims(),
                new Slots(),
                new Connections(),
                new Wraparound(),
                new LongTransactions(),
                new Certificates(),
                new DisruptionBudget(),
                new SinglePoint(),
                new Convergence(),
                new RestartPending(),
                new Poolers(),
                new Declarations(),
                new ImageCurrency(catalogue),
                new OperatorReady(),
                new OperatorWebhook(),
                new OperatorCertificate(),
                new OperatorVersion(catalogue),
                new OperatorPlugin(catalogue));
    }
}
