package io.millwright.engine.port;

import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Served;
import java.util.Optional;

/**
 * Lists of any kind that one cluster serves. Thread-safe; methods block up to the connection's time limit and throw
 * {@link io.millwright.spi.ProblemException} when the cluster refused or didn't answer.
 */
public interface Tables {
    /** The kind that a user means by that word; empty when the cluster serves none of that name. */
    Optional<Served> find(String word);

    /**
     * All objects of that kind.
     *
     * @param namespace empty for all
     * @param labels a label selector as kubectl takes it; empty for none
     */
    ObjectTable list(Served served, String namespace, String labels);
}
