package io.millwright.spi;

/**
 * One right that a step needs.
 *
 * @param verb {@code patch}
 * @param group API group, empty for the core group
 * @param resource plural, with {@code /subresource} where one is meant: {@code clusters/scale}
 * @param namespace empty for cluster-scoped resources or all namespaces
 * @param name empty for any
 */
public record AccessNeed(String verb, String group, String resource, String namespace, String name) {
    /** {@code patch clusters.postgresql.cnpg.io in db}. */
    public String display() {
        return verb + " " + resource + (group.isEmpty() ? "" : "." + group)
                + (namespace.isEmpty() ? "" : " in " + namespace);
    }
}
