package io.millwright.postgres.runbook;

import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.spi.Runbook;
import java.util.List;

/** The maintenance guide, in the order of an instance's life. */
public final class Runbooks {
    private Runbooks() {}

    public static List<Runbook> all(Catalogue catalogue) {
        return List.of(
                new InstallOperator(catalogue),
                new CreateCluster(catalogue),
                new Scale(),
                new SetBackupDestination(),
                new BackupNow(),
                new ScheduleBackups(),
                new Restore(),
                new Switchover(),
                new Restart(),
                new Hibernate(),
                new Wake(),
                new Uninstall(),
                new UninstallOperator(catalogue));
    }
}
