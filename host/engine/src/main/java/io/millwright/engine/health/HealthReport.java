package io.millwright.engine.health;

import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Severity;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The health of one instance.
 *
 * @param instance as it was discovered
 * @param takenAt when it was looked at
 * @param checks how many checks were made
 * @param findings worst first
 * @param dimensions the worst of each side of health
 * @param severity of the instance: the worst of availability and durability; other sides count up to Warning, unless they are Critical
 */
public record HealthReport(
        Instance instance,
        Instant takenAt,
        int checks,
        List<Finding> findings,
        Map<Dimension, Severity> dimensions,
        Severity severity) {
    public HealthReport {
        findings = List.copyOf(findings);
        dimensions = Collections.unmodifiableMap(new EnumMap<>(dimensions));
    }

    /** Rolls the findings up. Without a single check the instance is Unknown: no signal is never good. */
    public static HealthReport of(Instance instance, Instant takenAt, int checks, List<Finding> findings) {
        Map<Dimension, Severity> dimensions = new EnumMap<>(Dimension.class);
        for (Dimension d : Dimension.values()) {
            dimensions.put(d, Severity.OK);
        }
        findings.forEach(f -> dimensions.merge(f.dimension(), f.severity(), Severity::worst));
        Severity severity = checks == 0 ? Severity.UNKNOWN : Severity.OK;
        for (Map.Entry<Dimension, Severity> entry : dimensions.entrySet()) {
            severity = severity.worst(weight(entry.getKey(), entry.getValue()));
        }
        List<Finding> sorted = findings.stream()
                .sorted(Comparator.comparing(Finding::severity).reversed().thenComparing(Finding::id))
                .toList();
        return new HealthReport(instance, takenAt, checks, sorted, dimensions, severity);
    }

    private static Severity weight(Dimension dimension, Severity severity) {
        return switch (dimension) {
            case AVAILABILITY, DURABILITY -> severity;
            case CAPACITY, SECURITY, CURRENCY, CONFIGURATION ->
                severity == Severity.CRITICAL || severity.compareTo(Severity.WARNING) <= 0
                        ? severity
                        : Severity.WARNING;
        };
    }
}
