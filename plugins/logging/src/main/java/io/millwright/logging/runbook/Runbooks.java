package io.millwright.logging.runbook;

import io.millwright.logging.facts.Versions;
import io.millwright.spi.Runbook;
import java.util.List;

/** All procedures. */
public final class Runbooks {
    private Runbooks() {}

    public static List<Runbook> all(Versions versions) {
        return List.of(new Install(versions));
    }
}
