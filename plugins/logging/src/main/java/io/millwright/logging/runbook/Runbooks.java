package io.millwright.logging.runbook;

import io.millwright.logging.facts.Versions;
import io.millwright.spi.Runbook;
import java.util.List;

/** All procedures. */
public final class Runbooks {
    private Runbooks() {}

    public static List<Runbook> all(Versions versions) {
        return List.of(
                new Install(versions),
                new CreateElasticsearch(versions),
                new InstallFluentBit(versions),
                new Configure(),
                new Scale(),
                new GrowStorage(),
                new SetRepository(),
                new BackUp(),
                new Restore(),
                new RollingRestart(),
                new RotatePassword(),
                Pause.pause(),
                Pause.resume(),
                new Upgrade(versions),
                new Uninstall(),
                new UpgradeOperator(versions),
                new UninstallOperator(versions));
    }
}
