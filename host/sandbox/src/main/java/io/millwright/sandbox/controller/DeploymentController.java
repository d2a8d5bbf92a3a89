package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rolls Deployments: one ReplicaSet for each template, surge and unavailability as asked, revisions kept for undo. */
final class DeploymentController implements Controller {
    static final String REVISION = "deployment.kubernetes.io/revision";
    private static final String HASH = "pod-template-hash";
    private static final String SELF = "deployment-controller";

    @Override
    public Set<Kind> watches() {
        return Set.of(Kind.DEPLOYMENT, Kind.REPLICA_SET, Kind.POD);
    }

    @Override
    public void reconcile(World world) {
        for (Resource deployment : world.list(Kind.DEPLOYMENT)) {
            if (Owners.deleting(deployment)) {
                continue;
            }
            List<Resource> sets = Owners.controlled(world, deployment, Kind.REPLICA_SET);
            boolean paused = deployment.flag("spec", "paused").orElse(false);
            Optional<Resource> current = current(deployment, sets);
            if (!paused) {
                current = Optional.of(
                                current.isPresent()
                                        ? revised(world, deployment, sets, current.get())
                                        : create(world, deployment, sets))
                        .flatMap(s -> world.get(Kind.REPLICA_SET, s.namespace(), s.name()));
                current.ifPresent(s -> roll(world, deployment, s));
                prune(world, deployment, current);
            } else {
                current.filter(s -> sets.size() == 1).ifPresent(s -> scale(world, deployment, s, wanted(deployment)));
            }
            status(world, deployment, current);
        }
    }

    private static long wanted(Resource deployment) {
        return deployment.number("spec", "replicas").orElse(1L);
    }

    private static Optional<Resource> current(Resource deployment, List<Resource> sets) {
        Object template = deployment.at("spec", "template").orElse(Map.of());
        return sets.stream()
                .filter(s -> s.without("spec", "template", "metadata", "labels", HASH)
                        .at("spec", "template")
                        .filter(template::equals)
                        .isPresent())
                .min(Comparator.comparing(
                        s -> s.text("metadata", "creationTimestamp").orElse("")));
    }

    private Resource create(World world, Resource deployment, List<Resource> sets) {
        String hash = Fields.hash(deployment.at("spec", "template").orElse(Map.of()));
        long revision = newest(sets) + 1;
        Map<String, String> labels = new LinkedHashMap<>(deployment.textMap("spec", "template", "metadata", "labels"));
        labels.put(HASH, hash);
        Map<String, Object> spec = Fields.of(
                "replicas", 0L,
                "selector",
                        Owners.tree(deployment.with(hash, "spec", "selector", "matchLabels", HASH), "spec", "selector"),
                "template",
                        Owners.tree(
                                deployment.with(labels, "spec", "template", "metadata", "labels"), "spec", "template"),
                "minReadySeconds", deployment.number("spec", "minReadySeconds"));
        Resource set = Resource.of(
                        Kind.REPLICA_SET,
                        deployment.namespace(),
                        deployment.name() + "-" + hash,
                        Fields.of("spec", spec))
                .with(labels, "metadata", "labels")
                .with(annotations(deployment, revision), "metadata", "annotations")
                .with(List.of(Owners.controllerReference(deployment)), "metadata", "ownerReferences");
        Resource made = world.create(set).orElse(set);
        setRevision(world, deployment, revision);
        return made;
    }

    private Resource revised(World world, Resource deployment, List<Resource> sets, Resource current) {
        long newest = newest(sets);
        long own = revision(current);
        long revision = own < newest ? newest + 1 : own;
        setRevision(world, deployment, revision);
        return world.update(current.ref(Kind.REPLICA_SET), s -> {
                    Map<String, String> merged = new LinkedHashMap<>(s.textMap("metadata", "annotations"));
                    merged.putAll(annotations(deployment, revision));
                    return s.with(merged, "metadata", "annotations");
                })
                .orElse(current);
    }

    private static Map<String, String> annotations(Resource deployment, long revision) {
        Map<String, String> result = new LinkedHashMap<>(deployment.textMap("metadata", "annotations"));
        result.remove("kubectl.kubernetes.io/last-applied-configuration");
        result.put(REVISION, String.valueOf(revision));
        result.put("deployment.kubernetes.io/desired-replicas", String.valueOf(wanted(deployment)));
        result.put("deployment.kubernetes.io/max-replicas", String.valueOf(wanted(deployment) + surge(deployment)));
        return result;
    }

    private static void setRevision(World world, Resource deployment, long revision) {
        world.update(
                deployment.ref(Kind.DEPLOYMENT),
                d -> d.with(String.valueOf(revision), "metadata", "annotations", REVISION));
    }

    private static long revision(Resource set) {
        return set.number("metadata", "annotations", REVISION).orElse(0L);
    }

    private static long newest(List<Resource> sets) {
        return sets.stream().mapToLong(DeploymentController::revision).max().orElse(0);
    }

    private void roll(World world, Resource deployment, Resource current) {
        List<Resource> old = sets(world, deployment).stream()
                .filter(s -> !s.uid().equals(current.uid()))
                .toList();
        long wanted = wanted(deployment);
        long oldReplicas =
                old.stream().mapToLong(DeploymentController::replicas).sum();
        if (deployment
                .text("spec", "strategy", "type")
                .filter("Recreate"::equals)
                .isPresent()) {
            old.forEach(s -> scale(world, deployment, s, 0));
            boolean gone = world.list(Kind.POD, deployment.namespace()).stream()
                    .noneMatch(p -> old.stream().anyMatch(s -> Owners.controls(s, p)) && !PodState.finished(p));
            if (gone) {
                scale(world, deployment, current, wanted);
            }
            return;
        }
        long room = wanted + surge(deployment) - oldReplicas - replicas(current);
        if (replicas(current) > wanted) {
            scale(world, deployment, current, wanted);
        } else if (room > 0 && replicas(current) < wanted) {
            scale(world, deployment, current, Math.min(wanted, replicas(current) + room));
        }
        shrinkOld(world, deployment, current, old);
    }

    private void shrinkOld(World world, Resource deployment, Resource current, List<Resource> old) {
        Resource now =
                world.get(Kind.REPLICA_SET, current.namespace(), current.name()).orElse(current);
        long floor = wanted(deployment) - unavailable(deployment);
        long total = replicas(now)
                + old.stream().mapToLong(DeploymentController::replicas).sum();
        long broken = total - floor - (replicas(now) - available(now));
        long spare = available(now)
                + old.stream().mapToLong(DeploymentController::available).sum()
                - floor;
        for (Resource set : old) {
            // Broken pods of old templates go first: nobody misses them. Then available ones, as far as the floor
            // allows.
            long useless = Math.clamp(broken, 0, replicas(set) - available(set));
            long useful = Math.clamp(spare, 0, available(set));
            broken -= useless;
            spare -= useful;
            scale(world, deployment, set, replicas(set) - useless - useful);
        }
    }

    private static long available(Resource set) {
        return Math.min(replicas(set), set.number("status", "availableReplicas").orElse(0L));
    }

    private void scale(World world, Resource deployment, Resource set, long replicas) {
        long before = replicas(set);
        if (before == replicas) {
            return;
        }
        world.update(set.ref(Kind.REPLICA_SET), s -> s.with(replicas, "spec", "replicas"));
        String how = replicas > before ? "up" : "down";
        world.event(
                deployment,
                SELF,
                "Normal",
                "ScalingReplicaSet",
                "Scaled " + how + " replica set " + set.name() + " from " + before + " to " + replicas);
    }

    private static long replicas(Resource set) {
        return set.number("spec", "replicas").orElse(0L);
    }

    private static List<Resource> sets(World world, Resource deployment) {
        return world.list(Kind.REPLICA_SET, deployment.namespace()).stream()
                .filter(s -> Owners.controls(deployment, s))
                .toList();
    }

    private static long surge(Resource deployment) {
        return share(deployment, "maxSurge", true);
    }

    private static long unavailable(Resource deployment) {
        long value = share(deployment, "maxUnavailable", false);
        return value == 0 && surge(deployment) == 0 ? 1 : value;
    }

    private static long share(Resource deployment, String field, boolean roundUp) {
        String text =
                deployment.text("spec", "strategy", "rollingUpdate", field).orElse("25%");
        return Quantity.share(text, wanted(deployment), roundUp);
    }

    private void prune(World world, Resource deployment, Optional<Resource> current) {
        long keep = deployment.number("spec", "revisionHistoryLimit").orElse(10L);
        List<Resource> old = sets(world, deployment).stream()
                .filter(s -> current.filter(c -> c.uid().equals(s.uid())).isEmpty())
                .filter(s -> replicas(s) == 0 && s.number("status", "replicas").orElse(0L) == 0)
                .sorted(Comparator.comparing(DeploymentController::revision))
                .toList();
        old.stream().limit(Math.max(0, old.size() - keep)).forEach(s -> world.delete(s.ref(Kind.REPLICA_SET)));
    }

    private void status(World world, Resource deployment, Optional<Resource> current) {
        List<Resource> sets = sets(world, deployment);
        long replicas = sum(sets, "replicas");
        long available = sum(sets, "availableReplicas");
        Optional<Resource> now = current.flatMap(c -> world.get(Kind.REPLICA_SET, c.namespace(), c.name()));
        long updated = now.flatMap(c -> c.number("status", "replicas")).orElse(0L);
        long wanted = wanted(deployment);
        boolean complete = updated == wanted
                && replicas == wanted
                && available == wanted
                && now.flatMap(c -> c.number("status", "observedGeneration"))
                        .filter(g -> g == now.get().generation())
                        .isPresent();
        world.updateStatus(deployment.ref(Kind.DEPLOYMENT), d -> {
            Resource status = new Resource(Fields.of(
                    "observedGeneration",
                    deployment.generation(),
                    "replicas",
                    Fields.count(replicas),
                    "updatedReplicas",
                    Fields.count(updated),
                    "readyReplicas",
                    Fields.count(sum(sets, "readyReplicas")),
                    "availableReplicas",
                    Fields.count(available),
                    "unavailableReplicas",
                    Fields.count(Math.max(0, wanted - available))));
            boolean enough = available >= wanted - unavailable(deployment);
            Conditions conditions = Conditions.of(d, world.now())
                    .set(
                            "Available",
                            enough ? "True" : "False",
                            enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                            enough
                                    ? "Deployment has minimum availability."
                                    : "Deployment does not have minimum availability.");
            progress(world, deployment, now, complete, updated + available, d, conditions);
            return d.with(status.with(conditions.list(), "conditions").content(), "status");
        });
    }

    private static void progress(
            World world,
            Resource deployment,
            Optional<Resource> current,
            boolean complete,
            long score,
            Resource d,
            Conditions conditions) {
        String set = current.map(Resource::name).orElse("");
        long before = d.number("status", "updatedReplicas").orElse(0L)
                + d.number("status", "availableReplicas").orElse(0L);
        Optional<Resource> old = d.condition("Progressing");
        if (deployment.flag("spec", "paused").orElse(false)) {
            conditions.set("Progressing", "Unknown", "DeploymentPaused", "Deployment is paused");
        } else if (complete) {
            conditions.setFresh(
                    "Progressing",
                    "True",
                    "NewReplicaSetAvailable",
                    "ReplicaSet \"" + set + "\" has successfully progressed.");
        } else {
            Duration deadline = Duration.ofSeconds(
                    deployment.number("spec", "progressDeadlineSeconds").orElse(600L));
            boolean moved = score != before
                    || old.flatMap(c -> c.text("reason"))
                                    .filter("ReplicaSetUpdated"::equals)
                                    .isEmpty()
                            && old.flatMap(c -> c.text("reason"))
                                    .filter("ProgressDeadlineExceeded"::equals)
                                    .isEmpty();
            Optional<Instant> since = old.flatMap(c -> c.text("lastUpdateTime")).map(Fields::parse);
            boolean late = old.flatMap(c -> c.text("reason"))
                            .filter("ProgressDeadlineExceeded"::equals)
                            .isPresent()
                    || since.filter(s -> !s.plus(deadline).isAfter(world.now())).isPresent();
            if (!moved && late) {
                conditions.set(
                        "Progressing",
                        "False",
                        "ProgressDeadlineExceeded",
                        "ReplicaSet \"" + set + "\" has timed out progressing.");
            } else {
                conditions.setFresh(
                        "Progressing",
                        "True",
                        "ReplicaSetUpdated",
                        "ReplicaSet \"" + set + "\" is progressing.",
                        moved);
                world.wakeAt((moved ? world.now() : since.orElse(world.now())).plus(deadline));
            }
        }
    }

    private static long sum(List<Resource> sets, String field) {
        return sets.stream()
                .mapToLong(s -> s.number("status", field).orElse(0L))
                .sum();
    }
}
