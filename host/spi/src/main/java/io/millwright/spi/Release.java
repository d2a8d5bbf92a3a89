package io.millwright.spi;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One entry of a tool's release catalogue.
 *
 * @param component one of the descriptor's components
 * @param version without a leading {@code v}
 * @param chart the Helm chart that installs exactly this version, where one exists
 * @param kubernetes the Kubernetes minors it is supported on: {@code 1.34}, {@code 1.35}
 * @param supportEnds the first day without fixes, where upstream has said
 * @param upgradesFrom the versions or branches ({@code 1.29}) from which one step leads here; empty when none is known
 */
public record Release(
        String component,
        String version,
        Optional<ChartRef> chart,
        List<String> kubernetes,
        Optional<LocalDate> supportEnds,
        List<String> upgradesFrom) {
    public Release {
        kubernetes = List.copyOf(kubernetes);
        upgradesFrom = List.copyOf(upgradesFrom);
    }
}
