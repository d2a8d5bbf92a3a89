package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps one pod on each node that takes it. */
final class DaemonSetController implements Controller {
    private static final String SELF = "daemonset-controller";
    private static final List<Map<String, Object>> TOLERATIONS = List.of(
            Fields.of("key", "node.kubernetes.io/not-ready", "operator", "Exists", "effect", "NoExecute"),
            Fields.of("key", "node.kubernetes.io/unreachable", "operator", "Exists", "effect", "NoExecute"),
            Fields.of("key", "node.kubernetes.io/unschedulable", "operator", "Exists", "effect", "NoSchedule"));

    @Override
    public Set<Kind> watches() {
        return Set.of(Kind.DAEMON_SET, Kind.POD, Kind.NODE);
    }

    @Override
    public void reconcile(World world) {
        for (Resource set : world.list(Kind.DAEMON_SET)) {
            if (!Owners.deleting(set)) {
                reconcile(world, set);
            }
        }
    }

    private void reconcile(World world, Resource set) {
        String hash = Revisions.record(world, set);
        List<Resource> pods = Owners.controlled(world, set, Kind.POD);
        List<Resource> nodes = world.list(Kind.NODE).stream()
                .filter(n -> Placement.accepts(n, template(set)))
                .toList();
        for (Resource node : nodes) {
            if (pods.stream().noneMatch(p -> target(p).equals(node.name()))) {
                create(world, set, node, hash);
            }
        }
        List<String> names = nodes.stream().map(Resource::name).toList();
        pods.stream()
                .filter(p -> !Owners.deleting(p))
                .filter(p -> !names.contains(target(p)) || PodState.finished(p))
                .forEach(p -> delete(world, set, p));
        roll(world, set, pods, hash);
        status(world, set, names, hash);
    }

    private static Resource template(Resource set) {
        List<Object> tolerations = new ArrayList<>(TOLERATIONS);
        set.items("spec", "template", "spec", "tolerations").forEach(t -> tolerations.add(t.content()));
        return new Resource(Owners.tree(set, "spec", "template")).with(tolerations, "spec", "tolerations");
    }

    private void create(World world, Resource set, Resource node, String hash) {
        Map<String, Object> terms = Fields.of(
                "nodeSelectorTerms",
                List.of(Fields.of(
                        "matchFields",
                        List.of(Fields.of("key", "metadata.name", "operator", "In", "values", List.of(node.name()))))));
        String shortHash = hash.substring(set.name().length() + 1);
        Resource pod = PodTemplate.pod(
                        set,
                        template(set),
                        set.name() + "-" + world.suffix(),
                        Map.of("controller-revision-hash", shortHash, "pod-template-generation", "1"))
                .with(set.name() + "-", "metadata", "generateName")
                .with(terms, "spec", "affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution");
        world.create(pod)
                .ifPresent(p -> world.event(set, SELF, "Normal", "SuccessfulCreate", "Created pod: " + p.name()));
    }

    private static String target(Resource pod) {
        return pod.text(
                        "spec",
                        "affinity",
                        "nodeAffinity",
                        "requiredDuringSchedulingIgnoredDuringExecution",
                        "nodeSelectorTerms",
                        "0",
                        "matchFields",
                        "0",
                        "values",
                        "0")
                .orElse(PodState.node(pod));
    }

    private void delete(World world, Resource set, Resource pod) {
        world.delete(pod.ref(Kind.POD));
        world.event(set, SELF, "Normal", "SuccessfulDelete", "Deleted pod: " + pod.name());
    }

    private void roll(World world, Resource set, List<Resource> pods, String hash) {
        if (set.text("spec", "updateStrategy", "type")
                .filter("OnDelete"::equals)
                .isPresent()) {
            return;
        }
        long most = Quantity.share(
                set.text("spec", "updateStrategy", "rollingUpdate", "maxUnavailable")
                        .orElse("1"),
                pods.size(),
                true);
        long down = pods.stream()
                .filter(p -> !PodState.ready(p) || Owners.deleting(p))
                .count();
        List<Resource> old = pods.stream()
                .filter(p -> !Owners.deleting(p) && !current(set, p, hash))
                .toList();
        old.stream().filter(p -> !PodState.ready(p)).forEach(p -> delete(world, set, p));
        old.stream().filter(PodState::ready).limit(Math.max(0, most - down)).forEach(p -> delete(world, set, p));
    }

    private static boolean current(Resource set, Resource pod, String hash) {
        return pod.label("controller-revision-hash")
                .filter(h -> (set.name() + "-" + h).equals(hash))
                .isPresent();
    }

    private static void status(World world, Resource set, List<String> nodes, String hash) {
        List<Resource> pods = world.list(Kind.POD, set.namespace()).stream()
                .filter(p -> Owners.controls(set, p) && !Owners.deleting(p) && nodes.contains(target(p)))
                .toList();
        long ready = pods.stream().filter(PodState::ready).count();
        world.updateStatus(
                set.ref(Kind.DAEMON_SET),
                s -> s.with(
                        Fields.of(
                                "observedGeneration",
                                set.generation(),
                                "currentNumberScheduled",
                                (long) pods.size(),
                                "desiredNumberScheduled",
                                (long) nodes.size(),
                                "numberMisscheduled",
                                0L,
                                "numberReady",
                                ready,
                                "numberAvailable",
                                Fields.count(ready),
                                "numberUnavailable",
                                Fields.count(nodes.size() - ready),
                                "updatedNumberScheduled",
                                pods.stream().filter(p -> current(set, p, hash)).count()),
                        "status"));
    }
}
