package io.millwright.engine.browse;

/**
 * Which objects are wanted of one cluster.
 *
 * @param namespace empty for all
 * @param labels a label selector as kubectl takes it; empty for none
 * @param fields a field selector; empty for none
 */
public record Query(Served served, String namespace, String labels, String fields) {
    public Query(Served served, String namespace, String labels) {
        this(served, namespace, labels, "");
    }

    /** Whether the objects of several namespaces are wanted. */
    public boolean everywhere() {
        return served.kind().namespaced() && namespace.isEmpty();
    }
}
