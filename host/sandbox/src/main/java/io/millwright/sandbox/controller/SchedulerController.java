package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Puts pods on nodes, or says in upstream's words why no node takes them. */
final class SchedulerController implements Controller {
    static final String SELECTED_NODE = "volume.kubernetes.io/selected-node";
    private static final String SELF = "default-scheduler";
    private static final long PODS_PER_NODE = 110;

    @Override
    public Set<Kind> watches() {
        return Set.of(Kind.POD, Kind.NODE, Kind.PERSISTENT_VOLUME_CLAIM);
    }

    @Override
    public void reconcile(World world) {
        List<Resource> nodes = world.list(Kind.NODE);
        for (Resource pod : world.list(Kind.POD)) {
            if (PodState.node(pod).isEmpty()
                    && PodState.active(pod)
                    && pod.items("spec", "schedulingGates").isEmpty()) {
                schedule(world, pod, nodes);
            }
        }
    }

    private void schedule(World world, Resource pod, List<Resource> nodes) {
        Optional<String> blocked = claimProblem(world, pod);
        if (blocked.isPresent()) {
            fail(
                    world,
                    pod,
                    "0/" + nodes.size() + " nodes are available: " + blocked.get() + "."
                            + " preemption: 0/" + nodes.size() + " nodes are available: " + nodes.size()
                            + " Preemption is not helpful for scheduling.");
            return;
        }
        Map<String, Integer> reasons = new TreeMap<>();
        List<Resource> everyPod = world.list(Kind.POD);
        List<Resource> fitting = nodes.stream()
                .filter(n -> {
                    Optional<String> reason = refusal(n, pod, everyPod, nodes);
                    reason.ifPresent(r -> reasons.merge(r, 1, Integer::sum));
                    return reason.isEmpty();
                })
                .toList();
        Optional<Resource> best = fitting.stream()
                .filter(n -> selectedNode(world, pod).map(n.name()::equals).orElse(true))
                .min(Comparator.<Resource>comparingLong(n -> siblings(n, pod, everyPod))
                        .thenComparingLong(n -> used(n, everyPod).cpu())
                        .thenComparingLong(n -> count(n, everyPod))
                        .thenComparing(Resource::name));
        if (best.isEmpty()) {
            StringBuilder why = new StringBuilder();
            reasons.forEach((r, n) ->
                    why.append(why.isEmpty() ? "" : ", ").append(n).append(' ').append(r));
            fail(
                    world,
                    pod,
                    "0/" + nodes.size() + " nodes are available: " + why + ". preemption: 0/" + nodes.size()
                            + " nodes are available: " + nodes.size() + " "
                            + (why.indexOf("Insufficient") >= 0
                                    ? "No preemption victims found for incoming pod."
                                    : "Preemption is not helpful for scheduling."));
        } else if (selectNode(world, pod, best.get().name())) {
            bind(world, pod, best.get().name());
        }
    }

    private void bind(World world, Resource pod, String node) {
        world.update(pod.ref(Kind.POD), p -> p.with(node, "spec", "nodeName"));
        world.updateStatus(
                pod.ref(Kind.POD),
                p -> p.with(
                        Conditions.of(p, world.now())
                                .set("PodScheduled", "True", "", "")
                                .list(),
                        "status",
                        "conditions"));
        world.event(
                pod,
                SELF,
                "Normal",
                "Scheduled",
                "Successfully assigned " + pod.namespace() + "/" + pod.name() + " to " + node);
    }

    private void fail(World world, Resource pod, String why) {
        boolean said = pod.condition("PodScheduled")
                .filter(c -> c.text("message").filter(why::equals).isPresent())
                .isPresent();
        if (said) {
            return;
        }
        world.updateStatus(
                pod.ref(Kind.POD),
                p -> p.with("Pending", "status", "phase")
                        .with(
                                Conditions.of(p, world.now())
                                        .set("PodScheduled", "False", "Unschedulable", why)
                                        .list(),
                                "status",
                                "conditions"));
        world.event(pod, SELF, "Warning", "FailedScheduling", why);
    }

    private static List<String> claims(Resource pod) {
        return pod.items("spec", "volumes").stream()
                .flatMap(v -> v.text("persistentVolumeClaim", "claimName").stream())
                .toList();
    }

    private static Optional<String> claimProblem(World world, Resource pod) {
        for (String name : claims(pod)) {
            Optional<Resource> claim = world.get(Kind.PERSISTENT_VOLUME_CLAIM, pod.namespace(), name);
            if (claim.isEmpty()) {
                return Optional.of("persistentvolumeclaim \"" + name + "\" not found");
            }
            if (Owners.deleting(claim.get())) {
                return Optional.of("persistentvolumeclaim \"" + name + "\" is being deleted");
            }
            if (!bound(claim.get()) && !VolumeController.waits(world, claim.get())) {
                return Optional.of("pod has unbound immediate PersistentVolumeClaims");
            }
        }
        return Optional.empty();
    }

    private static boolean bound(Resource claim) {
        return claim.text("status", "phase").filter("Bound"::equals).isPresent();
    }

    private static Optional<String> selectedNode(World world, Resource pod) {
        return claims(pod).stream()
                .flatMap(c -> world
                        .get(Kind.PERSISTENT_VOLUME_CLAIM, pod.namespace(), c)
                        .filter(o -> !bound(o))
                        .flatMap(o -> o.annotation(SELECTED_NODE))
                        .stream())
                .findFirst();
    }

    /** Tells the claims which node was chosen; true once all are bound. */
    private static boolean selectNode(World world, Resource pod, String node) {
        boolean all = true;
        for (String name : claims(pod)) {
            ObjectRef claim = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, pod.namespace(), name);
            if (!world.get(Kind.PERSISTENT_VOLUME_CLAIM, pod.namespace(), name)
                    .filter(SchedulerController::bound)
                    .isPresent()) {
                all = false;
                world.update(claim, c -> c.with(node, "metadata", "annotations", SELECTED_NODE));
            }
        }
        return all;
    }

    private static Optional<String> refusal(Resource node, Resource pod, List<Resource> all, List<Resource> nodes) {
        if (node.flag("spec", "unschedulable").orElse(false)
                && pod.items("spec", "tolerations").stream()
                        .noneMatch(t -> t.text("key")
                                .filter("node.kubernetes.io/unschedulable"::equals)
                                .isPresent())) {
            return Optional.of("node(s) were unschedulable");
        }
        List<Resource> taints = Placement.untolerated(node, pod);
        if (!taints.isEmpty()) {
            return Optional.of("node(s) had untolerated taint {"
                    + taints.getFirst().text("key").orElse("") + ": "
                    + taints.getFirst().text("value").orElse("") + "}");
        }
        if (!Placement.affinityHolds(node, pod)) {
            return Optional.of("node(s) didn't match Pod's node affinity/selector");
        }
        if (!antiAffinityHolds(node, pod, all, nodes)) {
            return Optional.of("node(s) didn't match pod anti-affinity rules");
        }
        if (count(node, all) >= PODS_PER_NODE) {
            return Optional.of("Too many pods");
        }
        Placement.Room needed = used(node, all).plus(Placement.requests(pod));
        if (needed.cpu()
                > Quantity.milli(node.text("status", "allocatable", "cpu").orElse("0"))) {
            return Optional.of("Insufficient cpu");
        }
        return needed.memory()
                        > Quantity.whole(
                                node.text("status", "allocatable", "memory").orElse("0"))
                ? Optional.of("Insufficient memory")
                : Optional.empty();
    }

    private static boolean antiAffinityHolds(Resource node, Resource pod, List<Resource> all, List<Resource> nodes) {
        return pod
                .items("spec", "affinity", "podAntiAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
                .stream()
                .noneMatch(term -> {
                    String key = term.text("topologyKey").orElse("");
                    Optional<String> zone = node.label(key);
                    Set<String> same = nodes.stream()
                            .filter(n -> zone.isPresent() && n.label(key).equals(zone))
                            .map(Resource::name)
                            .collect(Collectors.toSet());
                    return all.stream()
                            .filter(p -> same.contains(PodState.node(p))
                                    && p.namespace().equals(pod.namespace()))
                            .filter(p -> !PodState.finished(p))
                            .anyMatch(p -> Owners.matches(term, p, "labelSelector"));
                });
    }

    private static Placement.Room used(Resource node, List<Resource> all) {
        return on(node, all).map(Placement::requests).reduce(Placement.Room.NONE, Placement.Room::plus);
    }

    private static Stream<Resource> on(Resource node, List<Resource> all) {
        return all.stream().filter(p -> PodState.node(p).equals(node.name()) && !PodState.finished(p));
    }

    private static long count(Resource node, List<Resource> all) {
        return on(node, all).count();
    }

    /** Pods of the same controller, or that the pod would rather not stand beside, on that node. */
    private static long siblings(Resource node, Resource pod, List<Resource> all) {
        List<Resource> terms =
                pod.items("spec", "affinity", "podAntiAffinity", "preferredDuringSchedulingIgnoredDuringExecution");
        Optional<String> owner = Owners.controllerUid(pod);
        return on(node, all)
                .filter(p -> p.namespace().equals(pod.namespace()))
                .filter(p -> owner.isPresent() && owner.equals(Owners.controllerUid(p))
                        || terms.stream().anyMatch(t -> Owners.matches(t, p, "podAffinityTerm", "labelSelector")))
                .count();
    }
}
