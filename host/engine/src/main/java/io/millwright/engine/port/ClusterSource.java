package io.millwright.engine.port;

import io.millwright.engine.browse.ContextEntries;
import io.millwright.spi.Problem;
import java.util.List;
import java.util.Optional;

/** The clusters that the user can reach, by kubeconfig context. Thread-safe. */
public interface ClusterSource extends AutoCloseable {
    /** All contexts, in the kubeconfig's order. Reads files, never the network. */
    List<Context> contexts();

    /** What is wrong with the kubeconfig itself; the contexts that could be read are still there. */
    List<Problem> problems();

    /**
     * A connection to that context's cluster. Makes no call by itself; the same context gives the same connection.
     *
     * @throws io.millwright.spi.ProblemException when there is no such context or its settings can't be used
     */
    ClusterConnection open(String context);

    @Override
    void close();

    /**
     * One context.
     *
     * @param name its name
     * @param server the API server's address
     * @param namespace its default namespace, {@code default} when it names none
     * @param current whether it is the kubeconfig's current context
     * @param unusable why it can't be used at all, where that can be told without the network
     * @param entries what it is made of
     */
    record Context(
            String name,
            String server,
            String namespace,
            boolean current,
            Optional<Problem> unusable,
            ContextEntries entries) {
        /** Of nothing that has a name. */
        public Context(String name, String server, String namespace, boolean current, Optional<Problem> unusable) {
            this(name, server, namespace, current, unusable, ContextEntries.NONE);
        }
    }
}
