package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes the cluster's three nodes, one in each zone, and keeps their heartbeats. A node with annotation {@value #DOWN} {@code true} is one
 * whose kubelet no longer answers: it turns NotReady, its pods too, and they are evicted after five minutes.
 */
public final class NodeController implements Controller {
    /** Takes a node down while it is {@code true}. */
    public static final String DOWN = "sandbox.millwright.io/down";

    static final Kind LEASE = Kind.LEASE;
    private static final String LEASES = "kube-node-lease";
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration EVICT = Duration.ofSeconds(300);
    private static final String UNREACHABLE = "node.kubernetes.io/unreachable";

    private final String cluster;
    private boolean made;
    private Instant next = Instant.MIN;

    /** Nodes are named after the cluster: {@code sandbox-1-a}. */
    public NodeController(String cluster) {
        this.cluster = cluster;
    }

    @Override
    public Set<Kind> watches() {
        return Set.of(Kind.NODE);
    }

    static boolean down(Resource node) {
        return node.annotation(DOWN).filter("true"::equals).isPresent();
    }

    /** The address of the node of that name. */
    static String address(String node) {
        return node.isEmpty() ? "" : "172.18.0." + (2 + Math.floorMod(node.charAt(node.length() - 1) - 'a', 200));
    }

    @Override
    public void reconcile(World world) {
        if (!made) {
            made = true;
            if (world.list(Kind.NODE).isEmpty()) {
                List.of("a", "b", "c").forEach(zone -> make(world, zone));
            }
        }
        for (Resource node : world.list(Kind.NODE)) {
            if (down(node)) {
                lose(world, node);
            } else {
                beat(world, node);
            }
        }
        // Asked for once a beat, however often a node changes: each request would otherwise go on for ever, beside the
        // others.
        if (!world.now().isBefore(next)) {
            next = world.now().plus(BEAT);
            world.wakeAt(next);
        }
    }

    private void make(World world, String zone) {
        String name = cluster + "-" + zone;
        Map<String, String> labels = Map.of(
                "kubernetes.io/hostname", name,
                "kubernetes.io/os", "linux",
                "kubernetes.io/arch", "amd64",
                "node.kubernetes.io/instance-type", "sandbox",
                "topology.kubernetes.io/region", "sandbox",
                "topology.kubernetes.io/zone", "zone-" + zone);
        Map<String, Object> capacity =
                Fields.of("cpu", "8", "memory", "32Gi", "pods", "110", "ephemeral-storage", "200Gi");
        Map<String, Object> info = Fields.of(
                "kubeletVersion", "v1.37.2",
                "kubeProxyVersion", "",
                "containerRuntimeVersion", "containerd://2.2.1",
                "kernelVersion", "6.12.0-sandbox",
                "osImage", "Millwright sandbox",
                "operatingSystem", "linux",
                "architecture", "amd64",
                "bootID", "",
                "machineID", "",
                "systemUUID", "");
        world.create(Resource.of(
                        Kind.NODE,
                        "",
                        name,
                        Fields.of(
                                "spec", Fields.of("podCIDR", "10.244." + (zone.charAt(0) - 'a') + ".0/24"),
                                "status",
                                        Fields.of(
                                                "capacity", capacity,
                                                "allocatable", capacity,
                                                "addresses",
                                                        List.of(
                                                                Fields.of(
                                                                        "type", "InternalIP", "address", address(name)),
                                                                Fields.of("type", "Hostname", "address", name)),
                                                "nodeInfo", info)))
                .with(labels, "metadata", "labels"));
    }

    private static void beat(World world, Resource node) {
        Optional<Resource> lease = world.get(LEASE, LEASES, node.name());
        Instant now = world.now();
        Instant last = lease.flatMap(l -> l.text("spec", "renewTime"))
                .map(Fields::parse)
                .orElse(Instant.EPOCH);
        if (!last.plus(BEAT).isAfter(now)) {
            Map<String, Object> spec = Fields.of(
                    "holderIdentity", node.name(),
                    "leaseDurationSeconds", 40L,
                    "renewTime", Fields.microTime(now));
            Resource wanted = Resource.of(LEASE, LEASES, node.name(), Fields.of("spec", spec));
            if (lease.isPresent()) {
                world.update(wanted.ref(LEASE), l -> l.with(spec, "spec"));
            } else {
                world.create(wanted);
            }
        }
        boolean wasDown = node.condition("Ready")
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isEmpty();
        world.updateStatus(
                node.ref(Kind.NODE),
                n -> n.with(
                        Conditions.of(n, now)
                                .set(
                                        "MemoryPressure",
                                        "False",
                                        "KubeletHasSufficientMemory",
                                        "kubelet has sufficient memory available")
                                .set(
                                        "DiskPressure",
                                        "False",
                                        "KubeletHasNoDiskPressure",
                                        "kubelet has no disk pressure")
                                .set(
                                        "PIDPressure",
                                        "False",
                                        "KubeletHasSufficientPID",
                                        "kubelet has sufficient PID available")
                                .set("Ready", "True", "KubeletReady", "kubelet is posting ready status")
                                .list(),
                        "status",
                        "conditions"));
        if (wasDown) {
            world.event(node, "kubelet", "Normal", "NodeReady", "Node " + node.name() + " status is now: NodeReady");
            world.update(node.ref(Kind.NODE), n -> taints(n, List.of()));
        }
    }

    private static Resource taints(Resource node, List<Map<String, Object>> added) {
        List<Object> taints = new ArrayList<>();
        node.items("spec", "taints").stream()
                .filter(t -> t.text("key").filter(UNREACHABLE::equals).isEmpty())
                .forEach(t -> taints.add(t.content()));
        taints.addAll(added);
        return taints.isEmpty() ? node.without("spec", "taints") : node.with(taints, "spec", "taints");
    }

    private static void lose(World world, Resource node) {
        boolean fresh = node.condition("Ready")
                .flatMap(c -> c.text("status"))
                .filter("Unknown"::equals)
                .isEmpty();
        Instant now = world.now();
        String message = "Kubelet stopped posting node status.";
        if (fresh) {
            world.updateStatus(
                    node.ref(Kind.NODE),
                    n -> n.with(
                            Conditions.of(n, now)
                                    .set("MemoryPressure", "Unknown", "NodeStatusUnknown", message)
                                    .set("DiskPressure", "Unknown", "NodeStatusUnknown", message)
                                    .set("PIDPressure", "Unknown", "NodeStatusUnknown", message)
                                    .set("Ready", "Unknown", "NodeStatusUnknown", message)
                                    .list(),
                            "status",
                            "conditions"));
            world.event(
                    node,
                    "node-controller",
                    "Normal",
                    "NodeNotReady",
                    "Node " + node.name() + " status is now: NodeNotReady");
            String time = Fields.time(now);
            world.update(
                    node.ref(Kind.NODE),
                    n -> taints(
                            n,
                            List.of(
                                    Fields.of("key", UNREACHABLE, "effect", "NoSchedule", "timeAdded", time),
                                    Fields.of("key", UNREACHABLE, "effect", "NoExecute", "timeAdded", time))));
        }
        Instant since = node.condition("Ready")
                .flatMap(c -> c.text("lastTransitionTime"))
                .map(Fields::parse)
                .orElse(now);
        for (Resource pod : world.list(Kind.POD)) {
            if (!PodState.node(pod).equals(node.name()) || PodState.finished(pod)) {
                continue;
            }
            if (PodState.ready(pod)) {
                world.updateStatus(
                        pod.ref(Kind.POD),
                        p -> p.with(
                                Conditions.of(p, now)
                                        .set("Ready", "False", "", "")
                                        .list(),
                                "status",
                                "conditions"));
                world.event(pod, "node-controller", "Warning", "NodeNotReady", "Node is not ready");
            }
            boolean stays = pod.items("spec", "tolerations").stream()
                    .anyMatch(t -> t.text("key").filter(UNREACHABLE::equals).isPresent()
                            && t.number("tolerationSeconds").isEmpty());
            if (!fresh && !stays && !Owners.deleting(pod) && !since.plus(EVICT).isAfter(now)) {
                world.event(
                        pod,
                        "taint-eviction-controller",
                        "Normal",
                        "TaintManagerEviction",
                        "Marking for deletion Pod " + pod.namespace() + "/" + pod.name());
                world.delete(pod.ref(Kind.POD));
            }
        }
    }
}
