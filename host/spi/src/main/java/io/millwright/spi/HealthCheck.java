package io.millwright.spi;

import java.util.List;

/** Looks at one instance and says what is wrong with it. Looks, never touches: nothing it is given can write. */
@ImplementedByPlugin
public interface HealthCheck {
    /** What it checks. Constant. */
    Info info();

    /**
     * The findings about that instance; empty means that everything was read and is good. What could not be read is a finding of severity
     * {@link Severity#UNKNOWN}; a thrown exception or a time-out is turned into one by the host.
     */
    List<Finding> run(Instance instance, ClusterView cluster);

    /**
     * What a check is.
     *
     * @param id stable, {@code tool.subject.aspect}: {@code postgres.wal.archiving}
     * @param title what is asked, as a noun phrase
     * @param dimension which side of health it belongs to
     * @param components the components of the tool it applies to
     * @param looksAt which objects, fields and thresholds, for the guide
     */
    record Info(String id, String title, Dimension dimension, List<String> components, String looksAt) {
        public Info {
            components = List.copyOf(components);
        }
    }
}
