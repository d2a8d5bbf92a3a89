package io.millwright.kafka.strimzi;

import io.millwright.kit.Times;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Snapshots of the volumes of a Kafka, whoever makes them.
 *
 * @param newest by claim: its newest snapshot that can be used; claims without one aren't in it
 * @param without the claims that have none
 */
public record VolumeSnapshots(Map<String, Resource> newest, List<String> without) {
    public static final Kind KIND = Kind.of("snapshot.storage.k8s.io", "v1", "VolumeSnapshot", "volumesnapshots");

    /** Those of that Kafka. */
    public static VolumeSnapshots of(KafkaCluster c, ClusterView view) {
        Map<String, Resource> newest = new HashMap<>();
        if (view.serves(KIND)) {
            view.list(KIND, Selector.in(c.namespace())).stream()
                    .filter(s -> s.flag("status", "readyToUse").orElse(false))
                    .forEach(s -> s.text("spec", "source", "persistentVolumeClaimName")
                            .ifPresent(claim -> newest.merge(claim, s, VolumeSnapshots::newer)));
        }
        List<String> claims =
                c.pools(view).stream().flatMap(p -> p.claims().stream()).toList();
        newest.keySet().retainAll(claims);
        return new VolumeSnapshots(
                Map.copyOf(newest),
                claims.stream().filter(n -> !newest.containsKey(n)).toList());
    }

    private static Resource newer(Resource a, Resource b) {
        return made(a).orElse(Instant.MIN).isBefore(made(b).orElse(Instant.MIN)) ? b : a;
    }

    /** When it was made, by the storage; else when it was asked for. */
    public static Optional<Instant> made(Resource snapshot) {
        return Times.kubernetes(snapshot.text("status", "creationTime"))
                .or(() -> Times.kubernetes(snapshot.text("metadata", "creationTimestamp")));
    }

    public boolean any() {
        return !newest.isEmpty();
    }

    /** Whether every volume has one. */
    public boolean complete() {
        return any() && without.isEmpty();
    }

    /** The oldest of the newest: a cluster can be made of nothing newer. */
    public Optional<Resource> oldest() {
        return newest.values().stream().min(Comparator.comparing(s -> made(s).orElse(Instant.MIN)));
    }
}
