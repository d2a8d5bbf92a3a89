package io.millwright.spi;

/**
 * Names one installed copy of a tool.
 *
 * @param tool the tool's id
 * @param cluster the kubeconfig context
 * @param namespace where it lives; empty for what is in none, as a node is
 * @param name its name there
 */
public record InstanceId(String tool, String cluster, String namespace, String name) {
    /** {@code db/orders}; the name alone for what is in no namespace. */
    public String path() {
        return namespace.isEmpty() ? name : namespace + "/" + name;
    }

    /** {@code postgres db/orders on eu-1}. */
    public String display() {
        return tool + " " + path() + " on " + cluster;
    }

    /** What an operator types to confirm something severe: {@code orders@eu-1}. */
    public String confirmation() {
        return name + "@" + cluster;
    }
}
