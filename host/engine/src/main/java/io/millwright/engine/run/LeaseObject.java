package io.millwright.engine.run;

import io.millwright.engine.Digest;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Lease of one instance in the cluster, and the writes to it; every change is a compare-and-swap. An instance has two: one for whatever
 * changes it, and one for its backups, since a backup may be made beside some changes.
 */
record LeaseObject(ClusterConnection cluster, ObjectRef ref) {
    /** How long a holder that isn't seen to renew keeps it. */
    static final Duration DURATION = Duration.ofSeconds(60);

    // The API server reads a time with microseconds only when all six digits are there.
    private static final DateTimeFormatter MICROS = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    /** The Lease in that namespace for what changes that instance, or for its backups. */
    static LeaseObject of(ClusterConnection cluster, InstanceId instance, String namespace, boolean ofBackups) {
        String digest = Digest.of(instance.namespace() + "/" + instance.name());
        String name = "millwright-lock-" + instance.tool() + "-" + digest.substring(7, 19);
        return new LeaseObject(cluster, ObjectRef.of(Kind.LEASE, namespace, ofBackups ? name + "-backup" : name));
    }

    Optional<Resource> read() {
        return cluster.view().get(ref);
    }

    static boolean isHeld(Resource lease) {
        return lease.text("spec", "holderIdentity").filter(h -> !h.isEmpty()).isPresent();
    }

    /** How long that holder may keep it without being seen to renew: its own word, within bounds. */
    static Duration duration(Resource lease) {
        long seconds = lease.number("spec", "leaseDurationSeconds").orElse(DURATION.toSeconds());
        return Duration.ofSeconds(Math.clamp(seconds, 10, 600));
    }

    static long epoch(Resource lease) {
        return lease.number("spec", "leaseTransitions").orElse(0L);
    }

    Resource create(LockHolder holder) {
        return cluster.writer()
                .create(
                        Resource.of(Kind.LEASE, ref.namespace(), ref.name(), Map.of("spec", spec(holder, 1)))
                                .with(holder.annotations(), "metadata", "annotations"),
                        Mode.REAL);
    }

    /** Makes it that holder's, if it still is as it was seen. */
    Resource take(Resource seen, LockHolder holder) {
        return patch(
                seen,
                Map.of(
                        "metadata", Map.of("annotations", holder.annotations()),
                        "spec", spec(holder, epoch(seen) + 1)),
                List.of());
    }

    Resource renew(Resource seen) {
        return patch(seen, Map.of("spec", Map.of("renewTime", now())), List.of());
    }

    /** Lets it go. The object stays: its epoch must never go back. */
    void release(Resource seen) {
        patch(seen, Map.of("spec", Map.of("renewTime", now())), List.of("/spec/holderIdentity"));
    }

    private Resource patch(Resource seen, Map<String, Object> patch, List<String> removals) {
        return cluster.writer().patch(ref, patch, removals, "", Optional.of(seen.resourceVersion()), Mode.REAL);
    }

    private Map<String, Object> spec(LockHolder holder, long epoch) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("holderIdentity", holder.by() + "@" + holder.host() + "/" + holder.id());
        spec.put("leaseDurationSeconds", DURATION.toSeconds());
        spec.put("acquireTime", now());
        spec.put("renewTime", now());
        spec.put("leaseTransitions", epoch);
        return spec;
    }

    private String now() {
        Instant now = cluster.view().now();
        return MICROS.format(now);
    }
}
