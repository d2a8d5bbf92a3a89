package io.millwright.vault.runbook;

import io.millwright.spi.Runbook;
import io.millwright.vault.facts.Versions;
import java.util.List;

/** All procedures. */
public final class Runbooks {
    private Runbooks() {}

    public static List<Runbook> all(Versions versions) {
        return List.of(new Install(versions), new Init(), new Unseal());
    }
}
