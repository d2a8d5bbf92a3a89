package io.millwright.ingress.health;

import io.millwright.spi.HealthCheck;
import java.util.List;

/** All checks, in the order in which they are best read. */
public final class Checks {
    private Checks() {}

    public static List<HealthCheck> all() {
        return List.of(new Working());
    }
}
