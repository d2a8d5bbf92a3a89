package io.millwright.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One platform tool: what it is, where it is installed, what healthy means and how it is maintained. Found through
 * {@code META-INF/services/io.millwright.spi.Tool}. Stateless; every method may be called from any thread, several at a time.
 */
@ImplementedByPlugin
public interface Tool {
    /** What this tool is. Constant; must not touch the network or the disk. */
    ToolDescriptor descriptor();

    /**
     * Every copy of this tool in the cluster, whoever installed it, best known first. Empty when there is none.
     *
     * @throws ProblemException when the cluster refused or could not be read; the host shows it as "can't tell", never as "none"
     */
    List<Instance> discover(ClusterView cluster);

    /** The tables that an operator of this tool looks at daily. */
    default List<Listing> listings() {
        return List.of();
    }

    /** All health checks, in the order in which their results are best read. */
    default List<HealthCheck> healthChecks() {
        return List.of();
    }

    /** The maintenance guide, in the order of an instance's life: install first, uninstall last. */
    default List<Runbook> runbooks() {
        return List.of();
    }

    /** The checks that {@link Check.Named} refers to, by id. */
    default Map<String, NamedCheck> namedChecks() {
        return Map.of();
    }

    /** How this tool's operator behaves, for the sandbox. */
    default Optional<Simulator> simulator() {
        return Optional.empty();
    }
}
