package io.millwright.vault.facts;

import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;

/**
 * What a server says of its seal; anybody may ask, also when it is sealed.
 *
 * @param type {@code shamir}, or what opens it by itself: {@code transit}, {@code awskms} …
 * @param threshold how many shares open it
 * @param progress how many have been given so far
 * @param clusterId empty while it is sealed
 */
public record Seal(
        boolean initialized,
        boolean sealed,
        long threshold,
        long shares,
        long progress,
        String type,
        String version,
        String storage,
        boolean removed,
        String clusterId,
        String clusterName) {
    public static final String PATH = "/v1/sys/seal-status";

    /** Asks that pod. */
    public static Seal read(Server server, ObjectRef pod, ClusterView view) {
        Resource r = Api.get(server, pod, PATH, view);
        return new Seal(
                r.flag("initialized").orElse(false),
                r.flag("sealed").orElse(true),
                r.number("t").orElse(0L),
                r.number("n").orElse(0L),
                r.number("progress").orElse(0L),
                r.text("type").orElse(""),
                r.text("version").orElse(""),
                r.text("storage_type").orElse(""),
                r.flag("removed_from_cluster").orElse(false),
                r.text("cluster_id").orElse(""),
                r.text("cluster_name").orElse(""));
    }

    /** Whether it is opened by people with shares. */
    public boolean byShares() {
        return type.equals("shamir") || type.isEmpty();
    }
}
