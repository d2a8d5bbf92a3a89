package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.Versions;
import io.millwright.spi.Runbook;
import java.util.List;

/** The maintenance guide, in the order of a cluster's life. */
public final class Runbooks {
    private Runbooks() {}

    public static List<Runbook> all(Versions versions) {
        return List.of(
                new InstallOperator(versions),
                new CreateCluster(versions),
                EnablePart.forMetrics(),
                EnablePart.forCruiseControl(),
                new GuardDisks(),
                new Configure(),
                new CreateTopic(),
                new ChangeTopic(),
                new DeleteTopic(),
                new ReleaseTopics(),
                new CreateUser(),
                new RenewUser(),
                new DeleteUser(),
                new ScaleOut(),
                new ScaleIn(),
                new GrowStorage(),
                new AddVolume(),
                new RemoveVolume(),
                new MovePool(),
                new ChangeResources(),
                new Rebalance(),
                OrderRebalance.approve(),
                OrderRebalance.refresh(),
                OrderRebalance.stop(),
                new RollingRestart(),
                new ReplaceBroker(),
                new MoveOffNode(),
                new Probe(),
                new RenewCertificates(),
                new RecoverCertificates(),
                new UseOwnAuthority(),
                new RenewOwnAuthority(),
                new RetireAuthority(),
                Pause.pause(),
                Pause.resume(),
                new ExportConfiguration(),
                new CreateMirror(),
                new RestoreCluster(),
                new UpgradeKafka(versions),
                new FinishUpgrade(versions),
                new ConvertStored(),
                new UpgradeOperator(versions),
                new Uninstall(),
                new UninstallOperator(versions));
    }
}
