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
                new ImportDatabase(catalogue),
                new Scale(),
                new ChangeResources(),
                new GrowStorage(),
                new ReplaceVolumes(),
                new Configure(),
                new SetHbaRules(),
                new SetSynchronous(),
                new InstallPlugin(catalogue),
                new SetBackupDestination(),
                new MoveToPlugin(),
                new SetSnapshots(),
                new BackupNow(),
                new ScheduleBackups(),
                new GiveUpBackup(),
                new PruneSnapshots(),
                new Restore(),
                new RestoreDrill(),
                new Probe(),
                new Switchover(),
                new Restart(),
                new Fence(),
                new Unfence(),
                new UpgradeMinor(catalogue),
                new UpgradeMajor(catalogue),
                new RebuildStandby(),
                new RotatePassword(),
                new RotateCertificates(),
                new CreateDatabase(),
                new CreateRole(),
                new CreatePooler(),
                new ChangePooler(),
                new PausePooler(),
                new DeletePooler(),
                new Maintenance(),
                new PauseOperator(),
                new AllowOperator(),
                new ConfigureOperator(catalogue),
                new UpgradeOperator(catalogue),
                new UpgradePlugin(catalogue),
                new Hibernate(),
                new Wake(),
                new Uninstall(),
                new AdoptVolumes(catalogue),
                new UninstallPlugin(catalogue),
                new UninstallOperator(catalogue));
    }
}
