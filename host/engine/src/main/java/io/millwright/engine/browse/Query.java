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
 * @param computed columns that are wanted besides those of the server
 */
public record Query(
        Served served, String namespace, String labels, String fields, boolean once, List<Computed> computed) {
    public Query {
        computed = List.copyOf(computed);
    }

    public Query(Served served, String namespace, String labels, String fields, boolean once) {
        this(served, namespace, labels, fields, once, List.of());
    }

    public Query(Served served, String namespace, String labels, String fields) {
        this(served, namespace, labels, fields, false);
    }

    public Query(Served served, String namespace, String labels) {
        this(served, namespace, labels, "");
    }

    /** The same by one request. */
    public Query atOnce() {
        return new Query(served, namespace, labels, fields, true, computed);
    }

    /** The same with those columns as well. */
    public Query computing(List<Computed> columns) {
        return new Query(served, namespace, labels, fields, once, columns);
    }

    /** Whether the objects of all namespaces are wanted. */
    public boolean everywhere() {
        return served.kind().namespaced() && namespace.isEmpty();
    }

    /** The namespaces that are named; none where all are wanted, or the kind has none. */
    public List<String> namespaces() {
        return served.kind().namespaced() ? namespaces(namespace) : List.of();
    }

    /** The namespaces that a text names, separated by commas; none where it is empty, which means all. */
    public static List<String> namespaces(String text) {
        return text.isEmpty()
                ? List.of()
                : Stream.of(text.split(",")).map(String::strip).distinct().toList();
    }

    /** The same in one namespace. */
    public Query in(String other) {
        return new Query(served, other, labels, fields, once, computed);
    }
}
