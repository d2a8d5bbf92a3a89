package io.millwright.kafka.runbook;

import io.millwright.kafka.strimzi.Versions;
import io.millwright.spi.Runbook;
import java.util.List;

/** The maintenance guide, in the order of a cluster's life. */
public final class Runbooks {
    private Runbooks() {}

    public static List<Runbook> all(Versions versions) {
        return List.of(new InstallOperator(versions));
    }
}
