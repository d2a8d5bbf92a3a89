package io.millwright.engine.browse;

import java.util.List;
import java.util.stream.Stream;

/**
 * Which objects are wanted of one cluster.
 *
 * @param namespace empty for all; several are separated by commas
 * @param labels a label selector as kubectl takes it; empty for none
 * @param fields a field selector; empty for none
 * @param once whether all namespaces are to be read by one request, because few objects are expected
 */
public record Query(Served served, String namespace, String labels, String fields, boolean once) {
    public Query(Served served, String namespace, String labels, String fields) {
        this(served, namespace, labels, fields, false);
    }

    public Query(Served served, String namespace, String labels) {
        this(served, namespace, labels, "");
    }

    /** The same by one request. */
    public Query atOnce() {
        return new Query(served, namespace, labels, fields, true);
    }

    /** Whether the objects of all namespaces are wanted. */
    public boolean everywhere() {
        return served.kind().namespaced() && namespace.isEmpty();
    }

    /** The namespaces that are named; none where all are wanted, or the kind has none. */
    public List<String> namespaces() {
        return served.kind().namespaced() && !namespace.isEmpty()
                ? Stream.of(namespace.split(",")).map(String::strip).distinct().toList()
                : List.of();
    }

    /** The same in one namespace. */
    public Query in(String other) {
        return new Query(served, other, labels, fields, once);
    }
}
