package io.millwright.metrics.runbook;

import io.millwright.kit.plan.RootRunbook;
import io.millwright.metrics.discovery.Discovery;
import io.millwright.metrics.facts.Names;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.RunbookInfo;
import java.time.Duration;

/** A procedure on one instance of this tool. */
abstract class Base extends RootRunbook {
    static final Duration SHORT = Duration.ofSeconds(30);

    Base(RunbookInfo info) {
        super(info);
    }

    @Override
    protected final Kind kind(Instance instance) {
        return Discovery.kind(instance);
    }

    @Override
    protected final String noun(String component) {
        return switch (component) {
            case Names.OPERATOR -> "an operator";
            case Names.PROMETHEUS -> "a Prometheus";
            default -> "an Alertmanager";
        };
    }
}
