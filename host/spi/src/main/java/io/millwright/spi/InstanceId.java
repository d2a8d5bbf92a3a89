package io.millwright.spi;

/**
 * Names one installed copy of a tool.
 *
 * @param tool the tool's id
 * @param cluster the kubeconfig context
 * @param namespace where it lives
 * @param name its name there
 */
public record InstanceId(String tool, String cluster, String namespace, String name) {
    /** {@code db/orders}. */
    public String path() {
        return namespace + "/" + name;
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
