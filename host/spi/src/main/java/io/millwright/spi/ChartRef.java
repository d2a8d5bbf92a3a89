package io.millwright.spi;

/**
 * A Helm chart.
 *
 * @param repository a repository's address, an {@code oci://} address, or empty when {@code name} is the path of a local {@code .tgz}
 * @param name chart name, or path of a local archive
 * @param version chart version; empty for a local archive
 */
public record ChartRef(String repository, String name, String version) {}
