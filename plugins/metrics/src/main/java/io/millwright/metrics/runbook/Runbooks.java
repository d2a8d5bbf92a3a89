package io.millwright.metrics.runbook;

import io.millwright.spi.Runbook;
import java.util.List;

/** The maintenance guide, in the order of life. */
public final class Runbooks {
    private Runbooks() {}

    public static List<Runbook> all() {
        return List.of(
                new Install(),
                new Configure(),
                new SetRetention(),
                Scale.prometheus(),
                Scale.alertmanager(),
                new GrowStorage(),
                new TestAlert(),
                new MakeSilence(),
                new EndSilence(),
                new BackUp(),
                new Restore(),
                new Restart(),
                Pause.pause(),
                Pause.resume(),
                new UpgradeDefinitions(),
                new Upgrade(),
                new Uninstall());
    }
}
