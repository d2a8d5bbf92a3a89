package io.millwright.engine.port;

import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import java.util.Optional;

/** One cluster: a reading side that plugins get, and a writing side that only the engine gets. Thread-safe. */
public interface ClusterConnection {
    /** The kubeconfig context. */
    String context();

    /** The reading side. */
    ClusterView view();

    /** The writing side. Nothing but the engine's step executor and previews may ask for it. */
    ClusterWriter writer();

    /** Lists of any kind. */
    Tables tables();

    /** Logs of any pods. */
    Logs logs();

    /** Programs and ports inside of pods. */
    Pods pods();

    /** Helm on this cluster. Loaded at the first call, which may take a second. */
    HelmPort helm();

    /**
     * Who the API server says we are (SelfSubjectReview); the kubeconfig's user name where it can't be told.
     *
     * @throws io.millwright.spi.ProblemException when the cluster couldn't be reached
     */
    String user();

    /**
     * What the API server says that we may do in a namespace: a SelfSubjectRulesReview with its status. Empty where that can't be told.
     *
     * @throws io.millwright.spi.ProblemException when the cluster couldn't be reached
     */
    default Optional<Resource> ownRules(String namespace) {
        return Optional.empty();
    }

    /** What goes wrong on purpose, where the cluster is a simulated one. */
    default Faults faults() {
        return Faults.NONE;
    }
}
