package io.millwright.vault.runbook;

import io.millwright.spi.Runbook;
import io.millwright.vault.facts.Versions;
import java.util.List;

/** All procedures. */
public final class Runbooks {
    private Runbooks() {}

    public static List<Runbook> all(Versions versions) {
        return List.of(
                new Install(versions),
                new Init(),
                new Unseal(),
                new InstallEso(versions),
                new CreateStore(),
                new Refresh(),
                new EnableAudit(),
                new Configure(versions),
                new ConfigureEso(versions),
                new Scale(versions),
                new RemovePeer(),
                new StepDown(),
                new Restart(),
                new BackUp(),
                new Restore(),
                new SealNow(),
                new Upgrade(versions),
                new UpgradeEso(versions),
                new Uninstall(),
                new UninstallEso(versions));
    }
}
