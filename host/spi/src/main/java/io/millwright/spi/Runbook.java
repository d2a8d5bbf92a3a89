package io.millwright.spi;

import java.util.List;
import java.util.Optional;

/** A named procedure with typed parameters. It plans; the host shows, asks, journals, runs, verifies and undoes. */
@ImplementedByPlugin
public interface Runbook {
    /** What it does. Constant. */
    RunbookInfo info();

    /**
     * The frozen plan for that request: every value resolved, the same plan for the same request and the same cluster.
     *
     * @throws ProblemException of kind USER when an input can't be right for this target, CLUSTER when the cluster could not be read
     */
    Plan plan(Request request, ClusterView cluster);

    /**
     * Why this can't be done now. Evaluated when the guide is listed, before a plan is approved, and before its first step; must be cheap.
     * Empty means that nothing stands against it.
     */
    default List<Constraint> constraints(Optional<Instance> target, ClusterView cluster) {
        return List.of();
    }

    /** The parameters for that target, where their defaults or ranges depend on it. */
    default List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return info().parameters();
    }
}
