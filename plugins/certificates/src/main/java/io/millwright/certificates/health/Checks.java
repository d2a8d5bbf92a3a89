package io.millwright.certificates.health;

import io.millwright.spi.HealthCheck;
import java.util.List;

/** All checks, in the order in which their results are best read. */
public final class Checks {
    public static final List<HealthCheck> ALL = List.of(new OperatorReady());

    private Checks() {}
}
