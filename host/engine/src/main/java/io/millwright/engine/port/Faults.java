package io.millwright.engine.port;

import java.util.Optional;
import java.util.Set;

/** What goes wrong on purpose in a simulated cluster, for exercises. A real cluster has none. Thread-safe. */
public interface Faults {
    /** Of a cluster that can't be told what is to go wrong. */
    Faults NONE = new Faults() {
        @Override
        public Optional<Set<String>> active() {
            return Optional.empty();
        }

        @Override
        public void set(String tool, String name, boolean on) {
            throw new IllegalStateException("not a simulated cluster");
        }
    };

    /**
     * The faults that are on, each as {@code TOOL/NAME}; empty when the cluster isn't a simulated one.
     *
     * @throws io.millwright.spi.ProblemException when the cluster couldn't be reached
     */
    Optional<Set<String>> active();

    /**
     * Switches one on or off. Only for a cluster for which {@link #active()} has an answer.
     *
     * @throws io.millwright.spi.ProblemException when the cluster couldn't be reached or refused
     */
    void set(String tool, String name, boolean on);
}
