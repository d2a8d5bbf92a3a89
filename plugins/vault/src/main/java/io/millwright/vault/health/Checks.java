package io.millwright.vault.health;

import io.millwright.spi.HealthCheck;
import io.millwright.vault.facts.Versions;
import java.util.List;

/** All health checks, in the order in which their results are best read. */
public final class Checks {
    private Checks() {}

    public static List<HealthCheck> all(Versions versions) {
        return List.of();
    }
}
