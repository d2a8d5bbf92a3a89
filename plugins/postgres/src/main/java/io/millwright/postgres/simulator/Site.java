package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Conditions;
import io.millwright.kit.simulator.Json;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.Phase;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** One Cluster during one pass: what is there, and the ways in which the operator changes it. Not thread-safe. */
final class Site {
    static final String SERIAL = "cnpg.io/nodeSerial";
    static final String PVC_STATUS = "cnpg.io/pvcStatus";
    private final SimulatedCluster world;
    private Resource object;

    Site(SimulatedCluster world, Resource object) {
        this.world = world;
        this.object = object;
    }

    SimulatedCluster world() {
        return world;
    }

    Instant now() {
        return world.now();
    }

    Resource object() {
        return object;
    }

    PgCluster cluster() {
        return new PgCluster(object);
    }

    String name() {
        return object.name();
    }

    String namespace() {
        return object.namespace();
    }

    long wanted() {
        return object.number("spec", "instances").orElse(1L);
    }

    String phase() {
        return object.text("status", "phase").orElse("");
    }

    boolean healthy() {
        return phase().equals(Phase.HEALTHY);
    }

    String currentPrimary() {
        return object.text("status", "currentPrimary").orElse("");
    }

    String targetPrimary() {
        return object.text("status", "targetPrimary").orElse("");
    }

    /** The time that has passed since the one at that path of the Cluster; zero when there is none. */
    Duration since(String... path) {
        return object.text(path)
                .map(t -> Duration.between(Instant.parse(t), now()))
                .orElse(Duration.ZERO);
    }

    private Selector own() {
        return Selector.labelled(namespace(), Cnpg.CLUSTER_LABEL, name());
    }

    /** The instances' pods by serial, those that are being deleted included. */
    List<Resource> pods() {
        return world.list(Kind.POD, own().andLabel(Cnpg.POD_ROLE_LABEL, "instance")).stream()
                .sorted(Comparator.comparingInt(Site::serial))
                .toList();
    }

    Optional<Resource> pod(String name) {
        return world.get(ObjectRef.of(Kind.POD, namespace(), name));
    }

    /** The claims that stay, by serial. */
    List<Resource> claims() {
        return allClaims().stream().filter(c -> !deleting(c)).toList();
    }

    /** All claims, those that are being deleted included. */
    List<Resource> allClaims() {
        return world.list(Kind.PERSISTENT_VOLUME_CLAIM, own()).stream()
                .sorted(Comparator.comparingInt(Site::serial).thenComparing(Resource::name))
                .toList();
    }

    List<Resource> jobs() {
        return world.list(Kind.JOB, own());
    }

    /** The names of the instances that have a claim for their data, by serial. */
    List<String> instances() {
        return claims().stream()
                .filter(c -> c.label(Cnpg.PVC_ROLE_LABEL).orElse("").equals("PG_DATA"))
                .map(c -> c.label(Cnpg.INSTANCE_LABEL).orElse(c.name()))
                .toList();
    }

    static int serial(Resource object) {
        return object.annotation(SERIAL).map(Integer::parseInt).orElse(0);
    }

    static boolean deleting(Resource object) {
        return object.text("metadata", "deletionTimestamp").isPresent();
    }

    /**
     * Changes the status; nothing is written when nothing changes. That is so in nearly every pass, so it is tried on the status alone first: a
     * change sees nothing else of the object, and copying the whole costs more than everything else here.
     */
    void status(UnaryOperator<Resource> change) {
        Resource alone = new Resource(object.at("status")
                .<Map<String, Object>>map(s -> Map.of("status", s))
                .orElse(Map.of()));
        if (change.apply(alone).equals(alone)) {
            return;
        }
        world.updateStatus(object.ref(Cnpg.CLUSTER), change).ifPresent(r -> object = r);
    }

    /** Changes metadata or spec. */
    void update(UnaryOperator<Resource> change) {
        world.update(object.ref(Cnpg.CLUSTER), change).ifPresent(r -> object = r);
    }

    /** Every write of a phase writes the condition Ready as well; a present phase and reason are not written again. */
    void phase(String phase, String reason) {
        boolean ok = phase.equals(Phase.HEALTHY);
        status(c -> {
            Resource next = c.with(phase, "status", "phase");
            next = reason.isEmpty()
                    ? next.without("status", "phaseReason")
                    : next.with(reason, "status", "phaseReason");
            return Conditions.set(
                    next,
                    "Ready",
                    ok ? "True" : "False",
                    ok ? "ClusterIsReady" : "ClusterIsNotReady",
                    ok ? "Cluster is Ready" : "Cluster Is Not Ready",
                    now());
        });
    }

    void normal(String reason, String message) {
        world.event(object, "Normal", reason, message);
    }

    void warning(String reason, String message) {
        world.event(object, "Warning", reason, message);
    }

    /** The owner reference by which everything goes when the Cluster goes. */
    List<Object> owner() {
        return List.of(Json.map(
                "apiVersion",
                object.apiVersion(),
                "kind",
                object.kind(),
                "name",
                object.name(),
                "uid",
                object.uid(),
                "controller",
                true));
    }

    boolean owns(Resource other) {
        return other.items("metadata", "ownerReferences").stream()
                .anyMatch(o -> o.text("uid").orElse("").equals(object.uid()));
    }

    /** An object that belongs to the Cluster. */
    Resource owned(Kind kind, String name, Map<String, ?> fields, Map<String, String> labels) {
        return Resource.of(kind, namespace(), name, fields)
                .with(labels, "metadata", "labels")
                .with(owner(), "metadata", "ownerReferences");
    }
}
