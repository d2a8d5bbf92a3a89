package io.millwright.app.cli;

import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Severity;
import java.util.List;

/**
 * The health of one instance.
 *
 * @param severity of the instance, by the engine's rollup
 * @param findings worst first
 * @param checks how many checks were run
 */
public record Checked(Instance instance, Severity severity, List<Finding> findings, int checks) {
    public Checked {
        findings = List.copyOf(findings);
    }
}
