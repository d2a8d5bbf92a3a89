package io.millwright.metrics.runbook;

import io.millwright.spi.Runbook;
import java.util.List;

/** The maintenance guide, in the order of life. */
public final class Runbooks {
    private Runbooks() {}

    public static List<Runbook> all() {
        return List.of(new Install());
    }
}
