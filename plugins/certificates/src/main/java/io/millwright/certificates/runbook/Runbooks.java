package io.millwright.certificates.runbook;

import io.millwright.spi.Runbook;
import java.util.List;

/** The maintenance guide, in the order of an installation's life. */
public final class Runbooks {
    public static final List<Runbook> ALL = List.of(new Install());

    private Runbooks() {}
}
