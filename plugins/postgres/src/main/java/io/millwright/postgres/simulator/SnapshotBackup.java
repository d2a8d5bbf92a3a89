package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Snapshots;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A backup of volume snapshots: one for each claim of an instance. The snapshot controller and its driver are imitated with it. */
final class SnapshotBackup {
    private final SimulatedCluster world;
    private final Site site;
    private final Resource backup;

    SnapshotBackup(SimulatedCluster world, Site site, Resource backup) {
        this.world = world;
        this.site = site;
        this.backup = backup;
    }

    /** Why the operator doesn't begin it, as event reason and message; empty when it does. */
    Optional<String[]> refusal() {
        boolean defined = world.get(
                        ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Cnpg.definition(Cnpg.VOLUME_SNAPSHOT)))
                .isPresent();
        if (!defined) {
            return Optional.of(new String[] {
                "ClusterHasNoVolumeSnapshotCRD",
                "cannot proceed with the backup as the Kubernetes cluster has no VolumeSnapshot support"
            });
        }
        return site.cluster().snapshots()
                ? Optional.empty()
                : Optional.of(new String[] {
                    "ClusterHasNoVolumeSnapshotSection",
                    "cannot proceed with the backup as the cluster has no volumeSnapshot section"
                });
    }

    boolean online() {
        return backup.flag("spec", "online").orElseGet(() -> Snapshots.hot(site.cluster()));
    }

    private String instance() {
        return backup.text("status", "instanceID", "podName").orElse("");
    }

    private List<Resource> made() {
        return world.list(
                Cnpg.VOLUME_SNAPSHOT, Selector.labelled(backup.namespace(), Cnpg.BACKUP_LABEL, backup.name()));
    }

    /** Makes the snapshots unless they are there; a cold one stops its instance first. Whether they are there. */
    boolean begun() {
        if (!made().isEmpty()) {
            return true;
        }
        String fence = "[\"" + instance() + "\"]";
        if (!online() && site.object().annotation(Cnpg.FENCED).isEmpty()) {
            site.update(c -> c.with(fence, "metadata", "annotations", Cnpg.FENCED));
            world.event(backup, "Normal", "FencePod", "Fencing Pod " + instance());
            return false;
        }
        site.claims().stream()
                .filter(c -> c.label(Cnpg.INSTANCE_LABEL).orElse("").equals(instance()))
                .forEach(this::snapshot);
        return false;
    }

    private void snapshot(Resource claim) {
        String role = claim.label(Cnpg.PVC_ROLE_LABEL).orElse("");
        String name = backup.name() + (role.equals("PG_WAL") ? "-wal" : "");
        String field = role.equals("PG_WAL") ? "walClassName" : "className";
        Map<String, Object> spec = Json.map("source", Json.map("persistentVolumeClaimName", claim.name()));
        site.object()
                .text("spec", "backup", "volumeSnapshot", field)
                .or(() -> site.object().text("spec", "backup", "volumeSnapshot", "className"))
                .ifPresent(c -> spec.put("volumeSnapshotClassName", c));
        world.event(backup, "Normal", "CreateSnapshot", "Creating VolumeSnapshot for PVC " + claim.name());
        world.ensure(Resource.of(Cnpg.VOLUME_SNAPSHOT, backup.namespace(), name, Map.of("spec", spec))
                .with(
                        Json.map(
                                Cnpg.CLUSTER_LABEL,
                                site.name(),
                                Cnpg.BACKUP_LABEL,
                                backup.name(),
                                Cnpg.PVC_ROLE_LABEL,
                                role,
                                Cnpg.INSTANCE_LABEL,
                                instance()),
                        "metadata",
                        "labels"));
    }

    /** What the driver says of the first that it can't make. */
    Optional<String> failure() {
        Optional<String> failure = world.fault(Marks.SNAPSHOT_FAILING)
                ? Optional.of("rpc error: code = ResourceExhausted desc = snapshot quota of the pool exceeded")
                : Optional.empty();
        failure.ifPresent(why -> made().forEach(s -> world.updateStatus(
                s.ref(Cnpg.VOLUME_SNAPSHOT),
                o -> o.with(false, "status", "readyToUse")
                        .with(Json.map("message", why, "time", Json.time(world.now())), "status", "error"))));
        return failure;
    }

    /** As the driver ends: the snapshots can be used, and the instance runs again. */
    void finish() {
        for (Resource snapshot : made()) {
            String claim =
                    snapshot.text("spec", "source", "persistentVolumeClaimName").orElse("");
            String size = world.get(ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, backup.namespace(), claim))
                    .flatMap(c -> c.text("status", "capacity", "storage"))
                    .orElse("1Gi");
            world.updateStatus(
                    snapshot.ref(Cnpg.VOLUME_SNAPSHOT),
                    o -> o.with(true, "status", "readyToUse")
                            .with(size, "status", "restoreSize")
                            .with(Json.time(world.now()), "status", "creationTime")
                            .with("snapcontent-" + o.uid(), "status", "boundVolumeSnapshotContentName")
                            .without("status", "error"));
        }
        release();
    }

    /** Lets the instance run again that stood still for it. */
    void release() {
        if (!online() && site.cluster().fenced().equals(List.of(instance()))) {
            site.update(c -> c.without("metadata", "annotations", Cnpg.FENCED));
            world.event(backup, "Normal", "UnfencePod", "Unfencing Pod " + instance());
        }
    }

    /** {@code status.snapshotBackupStatus.elements}. */
    List<Object> elements() {
        List<Object> elements = new ArrayList<>();
        made().forEach(s -> elements.add(
                Json.map("name", s.name(), "type", s.label(Cnpg.PVC_ROLE_LABEL).orElse(""))));
        return elements;
    }
}
