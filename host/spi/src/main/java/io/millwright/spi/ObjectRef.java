package io.millwright.spi;

import java.util.Optional;

/**
 * Names one object of one cluster.
 *
 * @param kind its kind
 * @param namespace empty for cluster-scoped kinds
 * @param name its name
 * @param uid set where a particular incarnation is meant: a re-created object of the same name is another one
 */
public record ObjectRef(Kind kind, String namespace, String name, Optional<String> uid) {
    /** Any incarnation of that name. */
    public static ObjectRef of(Kind kind, String namespace, String name) {
        return new ObjectRef(kind, namespace, name, Optional.empty());
    }

    /** {@code Cluster db/orders}, or {@code Node eu-1-a}. */
    public String display() {
        return kind.kind() + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }

    /** The same name without the incarnation. */
    public ObjectRef anyIncarnation() {
        return of(kind, namespace, name);
    }
}
