package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Binds, grows and releases claims: default class, provisioning of volumes, protection of claims and volumes in use. */
final class VolumeController implements Controller {
    static final String DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";
    private static final String SELF = "persistentvolume-controller";
    private static final String PROTECTION = "kubernetes.io/pvc-protection";
    private static final String PROVISIONED_BY = "pv.kubernetes.io/provisioned-by";
    private static final Duration PROVISIONING = Duration.ofSeconds(1);
    private static final Duration RESIZING = Duration.ofSeconds(2);

    private final Map<String, Instant> begun = new HashMap<>();

    @Override
    public Set<Kind> watches() {
        return Set.of(Kind.PERSISTENT_VOLUME_CLAIM, Kind.PERSISTENT_VOLUME, Kind.STORAGE_CLASS, Kind.POD);
    }

    @Override
    public void reconcile(World world) {
        List<Resource> claims = world.list(Kind.PERSISTENT_VOLUME_CLAIM);
        for (Resource claim : claims) {
            if (Owners.deleting(claim)) {
                release(world, claim);
            } else if (phase(claim).equals("Bound")) {
                grow(world, claim);
            } else {
                bind(world, claim);
            }
        }
        begun.keySet().removeIf(uid -> claims.stream().noneMatch(c -> c.uid().equals(uid)));
        world.list(Kind.PERSISTENT_VOLUME).forEach(v -> reclaim(world, v));
    }

    private static String phase(Resource object) {
        return object.text("status", "phase").orElse("Pending");
    }

    /** Whether the claim is bound only once a pod needs it. */
    static boolean waits(World world, Resource claim) {
        return storageClass(world, claim)
                .flatMap(c -> c.text("volumeBindingMode"))
                .filter("WaitForFirstConsumer"::equals)
                .isPresent();
    }

    private static Optional<Resource> storageClass(World world, Resource claim) {
        return claim.text("spec", "storageClassName").flatMap(n -> world.get(Kind.STORAGE_CLASS, "", n));
    }

    private void bind(World world, Resource claim) {
        ObjectRef ref = claim.ref(Kind.PERSISTENT_VOLUME_CLAIM);
        Optional<Resource> complete = world.update(ref, c -> complete(world, c));
        if (claim.at("status", "phase").isEmpty()) {
            world.updateStatus(ref, c -> c.with("Pending", "status", "phase"));
        }
        Resource now = complete.orElse(claim);
        Optional<String> wanted = now.text("spec", "volumeName");
        if (wanted.isPresent()) {
            world.get(Kind.PERSISTENT_VOLUME, "", wanted.get()).ifPresent(v -> join(world, now, v));
            return;
        }
        Optional<Resource> free = matching(world, now);
        if (free.isPresent()) {
            join(world, now, free.get());
            return;
        }
        Optional<Resource> type = storageClass(world, now);
        if (type.isEmpty()) {
            now.text("spec", "storageClassName")
                    .filter(n -> !n.isEmpty())
                    .ifPresent(n -> once(
                            world,
                            now,
                            "Warning",
                            "ProvisioningFailed",
                            "storageclass.storage.k8s.io \"" + n + "\" not found"));
            return;
        }
        if (waits(world, now)
                && now.annotation(SchedulerController.SELECTED_NODE).isEmpty()) {
            once(
                    world,
                    now,
                    "Normal",
                    "WaitForFirstConsumer",
                    "waiting for first consumer to be created before binding");
            return;
        }
        provision(world, now, type.get());
    }

    private static Resource complete(World world, Resource claim) {
        Resource next = claim;
        if (claim.at("spec", "storageClassName").isEmpty()
                && claim.at("spec", "volumeName").isEmpty()) {
            Optional<String> standard = world.list(Kind.STORAGE_CLASS).stream()
                    .filter(c ->
                            c.annotation(DEFAULT_CLASS).filter("true"::equals).isPresent())
                    .map(Resource::name)
                    .findFirst();
            next = standard.map(n -> claim.with(n, "spec", "storageClassName")).orElse(claim);
        }
        if (next.at("spec", "volumeMode").isEmpty()) {
            next = next.with("Filesystem", "spec", "volumeMode");
        }
        if (next.texts("metadata", "finalizers").contains(PROTECTION)) {
            return next;
        }
        List<Object> finalizers = new ArrayList<>(next.texts("metadata", "finalizers"));
        finalizers.add(PROTECTION);
        return next.with(finalizers, "metadata", "finalizers");
    }

    private void once(World world, Resource claim, String type, String reason, String message) {
        if (begun.putIfAbsent(claim.uid() + reason, world.now()) == null) {
            world.event(claim, SELF, type, reason, message);
        }
    }

    private static Optional<Resource> matching(World world, Resource claim) {
        return world.list(Kind.PERSISTENT_VOLUME).stream()
                .filter(v -> v.at("spec", "claimRef", "uid").isEmpty())
                .filter(v -> v.text("spec", "claimRef", "name")
                        .map(n -> n.equals(claim.name())
                                && v.text("spec", "claimRef", "namespace")
                                        .filter(claim.namespace()::equals)
                                        .isPresent())
                        .orElse(phase(v).equals("Available")))
                .filter(v -> v.text("spec", "storageClassName")
                        .orElse("")
                        .equals(claim.text("spec", "storageClassName").orElse("")))
                .filter(v ->
                        Quantity.parse(v.text("spec", "capacity", "storage").orElse("0"))
                                        .compareTo(Quantity.parse(request(claim)))
                                >= 0)
                .findFirst();
    }

    private static String request(Resource claim) {
        return claim.text("spec", "resources", "requests", "storage").orElse("1Gi");
    }

    private void provision(World world, Resource claim, Resource type) {
        String provisioner = type.text("provisioner").orElse("");
        Instant since = begun.computeIfAbsent(claim.uid(), uid -> {
            world.event(
                    claim,
                    provisioner,
                    "Normal",
                    "Provisioning",
                    "External provisioner is provisioning volume for claim \"" + claim.namespace() + "/" + claim.name()
                            + "\"");
            return world.now();
        });
        if (since.plus(PROVISIONING).isAfter(world.now())) {
            world.wakeAt(since.plus(PROVISIONING));
            return;
        }
        String name = "pvc-" + claim.uid();
        Map<String, Object> spec = Fields.of(
                "capacity", Map.of("storage", request(claim)),
                "accessModes", claim.texts("spec", "accessModes"),
                "claimRef", reference(claim),
                "csi", Fields.of("driver", provisioner, "volumeHandle", name),
                "persistentVolumeReclaimPolicy", type.text("reclaimPolicy").orElse("Delete"),
                "storageClassName", type.name(),
                "volumeMode", claim.text("spec", "volumeMode").orElse("Filesystem"));
        Resource volume = Resource.of(
                        Kind.PERSISTENT_VOLUME,
                        "",
                        name,
                        Fields.of("spec", spec, "status", Fields.of("phase", "Bound")))
                .with(Map.of(PROVISIONED_BY, provisioner), "metadata", "annotations")
                .with(List.of("kubernetes.io/pv-protection"), "metadata", "finalizers");
        world.create(volume).ifPresent(v -> {
            world.event(
                    claim, provisioner, "Normal", "ProvisioningSucceeded", "Successfully provisioned volume " + name);
            join(world, claim, v);
        });
    }

    private static Map<String, Object> reference(Resource claim) {
        return Fields.of(
                "apiVersion", "v1",
                "kind", "PersistentVolumeClaim",
                "namespace", claim.namespace(),
                "name", claim.name(),
                "uid", claim.uid());
    }

    private static void join(World world, Resource claim, Resource volume) {
        world.update(volume.ref(Kind.PERSISTENT_VOLUME), v -> v.with(reference(claim), "spec", "claimRef"));
        world.updateStatus(volume.ref(Kind.PERSISTENT_VOLUME), v -> v.with("Bound", "status", "phase"));
        world.update(
                claim.ref(Kind.PERSISTENT_VOLUME_CLAIM),
                c -> c.with(volume.name(), "spec", "volumeName")
                        .with("yes", "metadata", "annotations", "pv.kubernetes.io/bind-completed"));
        world.updateStatus(
                claim.ref(Kind.PERSISTENT_VOLUME_CLAIM),
                c -> c.with(
                        Fields.of(
                                "phase", "Bound",
                                "accessModes", claim.texts("spec", "accessModes"),
                                "capacity",
                                        Map.of(
                                                "storage",
                                                volume.text("spec", "capacity", "storage")
                                                        .orElse("0"))),
                        "status"));
    }

    private void grow(World world, Resource claim) {
        String wanted = request(claim);
        boolean larger = Quantity.parse(wanted)
                        .compareTo(Quantity.parse(
                                claim.text("status", "capacity", "storage").orElse("0")))
                > 0;
        if (!larger) {
            return;
        }
        Optional<Resource> type = storageClass(world, claim);
        if (type.flatMap(t -> t.flag("allowVolumeExpansion")).filter(b -> b).isEmpty()) {
            return;
        }
        String driver = type.flatMap(t -> t.text("provisioner")).orElse("");
        ObjectRef ref = claim.ref(Kind.PERSISTENT_VOLUME_CLAIM);
        Optional<Instant> since = claim.condition("Resizing")
                .flatMap(c -> c.text("lastTransitionTime"))
                .map(Fields::parse);
        if (since.isEmpty()) {
            world.event(
                    claim,
                    "external-resizer " + driver,
                    "Normal",
                    "Resizing",
                    "External resizer is resizing volume "
                            + claim.text("spec", "volumeName").orElse(""));
            world.updateStatus(
                    ref,
                    c -> c.with(
                            Conditions.of(c, world.now())
                                    .set("Resizing", "True", "", "")
                                    .list(),
                            "status",
                            "conditions"));
        }
        Instant end = since.orElse(world.now()).plus(RESIZING);
        if (end.isAfter(world.now())) {
            world.wakeAt(end);
            return;
        }
        claim.text("spec", "volumeName")
                .ifPresent(v -> world.update(
                        ObjectRef.of(Kind.PERSISTENT_VOLUME, "", v),
                        o -> o.with(wanted, "spec", "capacity", "storage")));
        world.updateStatus(
                ref, c -> c.with(wanted, "status", "capacity", "storage").without("status", "conditions"));
        world.event(
                claim,
                "kubelet",
                "Normal",
                "FileSystemResizeSuccessful",
                "MountVolume.NodeExpandVolume succeeded for volume \""
                        + claim.text("spec", "volumeName").orElse("") + "\"");
    }

    private static void release(World world, Resource claim) {
        boolean used = world.list(Kind.POD, claim.namespace()).stream()
                .filter(p -> !PodState.finished(p) && !PodState.node(p).isEmpty())
                .flatMap(p -> p.items("spec", "volumes").stream())
                .anyMatch(v -> v.text("persistentVolumeClaim", "claimName")
                        .filter(claim.name()::equals)
                        .isPresent());
        if (!used) {
            List<Object> left = new ArrayList<>(claim.texts("metadata", "finalizers"));
            left.remove(PROTECTION);
            world.update(claim.ref(Kind.PERSISTENT_VOLUME_CLAIM), c -> c.with(left, "metadata", "finalizers"));
        }
    }

    private static void reclaim(World world, Resource volume) {
        Optional<String> uid = volume.text("spec", "claimRef", "uid");
        ObjectRef ref = volume.ref(Kind.PERSISTENT_VOLUME);
        if (uid.isEmpty()) {
            if (!phase(volume).equals("Available") && !Owners.deleting(volume)) {
                world.updateStatus(ref, v -> v.with("Available", "status", "phase"));
            }
        }
        boolean claimed = uid.isPresent()
                && world.get(
                                Kind.PERSISTENT_VOLUME_CLAIM,
                                volume.text("spec", "claimRef", "namespace").orElse(""),
                                volume.text("spec", "claimRef", "name").orElse(""))
                        .filter(c -> c.uid().equals(uid.get()))
                        .isPresent();
        if (uid.isPresent() && !claimed && !Owners.deleting(volume)) {
            if (volume.text("spec", "persistentVolumeReclaimPolicy")
                    .filter("Delete"::equals)
                    .isPresent()) {
                world.delete(ref);
            } else {
                world.updateStatus(ref, v -> v.with("Released", "status", "phase"));
            }
        }
        if (!claimed
                && world.get(Kind.PERSISTENT_VOLUME, "", volume.name())
                        .filter(Owners::deleting)
                        .isPresent()) {
            world.update(ref, v -> v.without("metadata", "finalizers"));
        }
    }
}
