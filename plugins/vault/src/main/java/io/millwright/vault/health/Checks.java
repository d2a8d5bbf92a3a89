package io.millwright.vault.health;

import io.millwright.spi.HealthCheck;
import io.millwright.vault.facts.Versions;
import java.util.List;

/** All health checks, in the order in which their results are best read. */
public final class Checks {
    private Checks() {}

    public static List<HealthCheck> all(Versions versions) {
        return List.of(
                new Sealed(),
                new Initialisation(),
                new Leader(),
                new PodsReady(),
                new Removed(),
                new UnsealBegun(),
                new SealBackend(),
                new Codes(),
                new HealthToken(),
                new RaftPeers(),
                new Autopilot(),
                new Behind(),
                new SnapshotAge(),
                new Storage(),
                new Spread(),
                new Mode(),
                new Audit(),
                new ListenerTls(),
                new RolloutPending(),
                new VersionSkew(),
                new Strategy(),
                new Injector(),
                new ServerVersion(versions),
                new ControllersReady(),
                new StoresValid(),
                new SecretsSynced(),
                new SecretsAge(),
                new Pushes(),
                new Conflicts(),
                new EsoWebhook(),
                new Definitions(),
                new EsoVersion(versions));
    }
}
