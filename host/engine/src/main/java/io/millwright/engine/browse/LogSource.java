package io.millwright.engine.browse;

/**
 * A container whose log is read.
 *
 * @param cluster the context that it is in
 */
public record LogSource(String cluster, String namespace, String pod, String container) {
    public String display() {
        return pod + "/" + container;
    }
}
