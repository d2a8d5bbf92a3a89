package io.millwright.ingress.runbook;

import io.millwright.spi.Runbook;
import java.util.List;

/** All runbooks, in the order of an installation's life. */
public final class Runbooks {
    private Runbooks() {}

    public static List<Runbook> all() {
        return List.of(
                new Install(),
                new CreateGateway(),
                new Migrate(),
                new SetOption(),
                new Scale(),
                new ScaleProxies(),
                new SetCertificate(),
                new Restart(),
                new BackUp(),
                new Restore(),
                new Upgrade(),
                new UpgradeDefinitions(),
                new UpgradeEnvoy(),
                new UninstallNginx(),
                new Uninstall());
    }
}
