package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Keeps ordered, named pods with their claims, one at a time unless told to go parallel. */
final class StatefulSetController implements Controller {
    private static final String SELF = "statefulset-controller";

    @Override
    public Set<Kind> watches() {
        return Set.of(Kind.STATEFUL_SET, Kind.POD, Kind.PERSISTENT_VOLUME_CLAIM);
    }

    @Override
    public void reconcile(World world) {
        for (Resource set : world.list(Kind.STATEFUL_SET)) {
            if (Owners.deleting(set)) {
                continue;
            }
            String update = Revisions.record(world, set);
            String current = set.text("status", "currentRevision").orElse(update);
            SortedMap<Long, Resource> pods = pods(world, set);
            boolean busy = scale(world, set, pods, current, update);
            if (!busy) {
                rollOne(world, set, pods, update);
            }
            status(world, set, current, update);
        }
    }

    private static SortedMap<Long, Resource> pods(World world, Resource set) {
        SortedMap<Long, Resource> result = new TreeMap<>();
        for (Resource pod : Owners.controlled(world, set, Kind.POD)) {
            String tail = pod.name()
                    .substring(Math.min(pod.name().length(), set.name().length() + 1));
            if (!tail.isEmpty() && tail.chars().allMatch(Character::isDigit)) {
                result.put(Long.parseLong(tail), pod);
            }
        }
        return result;
    }

    private boolean scale(World world, Resource set, SortedMap<Long, Resource> pods, String current, String update) {
        long start = set.number("spec", "ordinals", "start").orElse(0L);
        long end = start + set.number("spec", "replicas").orElse(1L);
        boolean ordered = set.text("spec", "podManagementPolicy")
                .filter("Parallel"::equals)
                .isEmpty();
        for (long ordinal = start; ordinal < end; ordinal++) {
            Optional<Resource> pod = Optional.ofNullable(pods.get(ordinal));
            if (pod.isEmpty()) {
                create(world, set, ordinal, revisionFor(set, ordinal - start, current, update));
            } else if (PodState.finished(pod.get()) && !Owners.deleting(pod.get())) {
                world.delete(pod.get().ref(Kind.POD));
            }
            if (ordered
                    && pod.filter(p -> PodState.ready(p) && !Owners.deleting(p)).isEmpty()) {
                return true;
            }
        }
        boolean busy = false;
        for (Resource pod : new TreeMap<>(pods.tailMap(end)).reversed().values()) {
            busy = true;
            if (!Owners.deleting(pod)) {
                world.delete(pod.ref(Kind.POD));
                world.event(
                        set,
                        SELF,
                        "Normal",
                        "SuccessfulDelete",
                        "delete Pod " + pod.name() + " in StatefulSet " + set.name() + " successful");
            }
            if (ordered) {
                return true;
            }
        }
        return busy || pods.values().stream().anyMatch(Owners::deleting);
    }

    private static String revisionFor(Resource set, long index, String current, String update) {
        boolean rolling = set.text("spec", "updateStrategy", "type")
                .filter("OnDelete"::equals)
                .isEmpty();
        long partition = set.number("spec", "updateStrategy", "rollingUpdate", "partition")
                .orElse(0L);
        return rolling && index < partition ? current : update;
    }

    private void create(World world, Resource set, long ordinal, String revision) {
        String name = set.name() + "-" + ordinal;
        List<Object> volumes = new ArrayList<>();
        for (Resource template : set.items("spec", "volumeClaimTemplates")) {
            String claim = template.name() + "-" + name;
            volumes.add(Fields.of("name", template.name(), "persistentVolumeClaim", Fields.of("claimName", claim)));
            claim(world, set, template, claim);
        }
        Resource template = Revisions.template(world, set, revision);
        template.items("spec", "volumes").stream().map(Resource::content).forEach(volumes::add);
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("controller-revision-hash", revision);
        labels.put("statefulset.kubernetes.io/pod-name", name);
        labels.put("apps.kubernetes.io/pod-index", String.valueOf(ordinal));
        Resource pod = PodTemplate.pod(set, template, name, labels)
                .with(set.name() + "-", "metadata", "generateName")
                .with(name, "spec", "hostname")
                .with(set.text("spec", "serviceName").orElse(""), "spec", "subdomain");
        if (!volumes.isEmpty()) {
            pod = pod.with(volumes, "spec", "volumes");
        }
        world.create(pod)
                .ifPresent(made -> world.event(
                        set,
                        SELF,
                        "Normal",
                        "SuccessfulCreate",
                        "create Pod " + name + " in StatefulSet " + set.name() + " successful"));
    }

    private void claim(World world, Resource set, Resource template, String claim) {
        if (world.get(Kind.PERSISTENT_VOLUME_CLAIM, set.namespace(), claim).isPresent()) {
            return;
        }
        Map<String, String> labels = new LinkedHashMap<>(template.textMap("metadata", "labels"));
        labels.putAll(set.textMap("spec", "selector", "matchLabels"));
        Resource made = Resource.of(
                        Kind.PERSISTENT_VOLUME_CLAIM,
                        set.namespace(),
                        claim,
                        Fields.of("spec", Owners.tree(template, "spec")))
                .with(labels, "metadata", "labels");
        boolean follows = set.text("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted")
                .filter("Delete"::equals)
                .isPresent();
        if (follows) {
            made = made.with(List.of(Owners.controllerReference(set)), "metadata", "ownerReferences");
        }
        world.create(made)
                .ifPresent(c -> world.event(
                        set,
                        SELF,
                        "Normal",
                        "SuccessfulCreate",
                        "create Claim " + claim + " Pod "
                                + claim.substring(template.name().length() + 1) + " in StatefulSet " + set.name()
                                + " success"));
    }

    private void rollOne(World world, Resource set, SortedMap<Long, Resource> pods, String update) {
        if (set.text("spec", "updateStrategy", "type")
                .filter("OnDelete"::equals)
                .isPresent()) {
            return;
        }
        long start = set.number("spec", "ordinals", "start").orElse(0L);
        long partition = set.number("spec", "updateStrategy", "rollingUpdate", "partition")
                .orElse(0L);
        for (Map.Entry<Long, Resource> entry : new TreeMap<>(pods).reversed().entrySet()) {
            Resource pod = entry.getValue();
            if (entry.getKey() - start < partition) {
                return;
            }
            if (!revision(pod).equals(update)) {
                world.delete(pod.ref(Kind.POD));
                world.event(
                        set,
                        SELF,
                        "Normal",
                        "SuccessfulDelete",
                        "delete Pod " + pod.name() + " in StatefulSet " + set.name() + " successful");
                return;
            }
            if (!PodState.ready(pod)) {
                return;
            }
        }
    }

    private static String revision(Resource pod) {
        return pod.label("controller-revision-hash").orElse("");
    }

    private void status(World world, Resource set, String current, String update) {
        List<Resource> pods = pods(world, set).values().stream()
                .filter(p -> !Owners.deleting(p))
                .toList();
        long ready = pods.stream().filter(PodState::ready).count();
        long updated = pods.stream().filter(p -> revision(p).equals(update)).count();
        long wanted = set.number("spec", "replicas").orElse(1L);
        boolean complete = updated == wanted && ready == wanted && pods.size() == wanted;
        String nowCurrent = complete ? update : current;
        world.updateStatus(
                set.ref(Kind.STATEFUL_SET),
                s -> s.with(
                        Fields.of(
                                "observedGeneration",
                                set.generation(),
                                "replicas",
                                (long) pods.size(),
                                "readyReplicas",
                                Fields.count(ready),
                                "availableReplicas",
                                ready,
                                "currentReplicas",
                                Fields.count(
                                        complete
                                                ? wanted
                                                : pods.stream()
                                                        .filter(p -> revision(p).equals(current))
                                                        .count()),
                                "updatedReplicas",
                                Fields.count(updated),
                                "currentRevision",
                                nowCurrent,
                                "updateRevision",
                                update,
                                "collisionCount",
                                0L),
                        "status"));
    }
}
