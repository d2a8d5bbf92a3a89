package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Runs the pods that are on a node: start, readiness, crashes, completion, and the end with grace. What a pod does, {@link PodScript} says. */
final class KubeletController implements Controller {
    private static final String SELF = "kubelet";
    private static final Duration START = Duration.ofSeconds(1);
    /** A program that is asked to stop does so within that time; the grace is only how long it could take. */
    private static final Duration STOP = Duration.ofSeconds(1);

    private final Set<String> killed = new HashSet<>();

    @Override
    public Set<Kind> watches() {
        return Set.of(Kind.POD, Kind.NODE, Kind.SECRET, Kind.CONFIG_MAP);
    }

    @Override
    public void reconcile(World world) {
        List<Resource> pods = world.list(Kind.POD);
        Set<String> down = new HashSet<>();
        world.list(Kind.NODE).stream().filter(NodeController::down).forEach(n -> down.add(n.name()));
        killed.retainAll(pods.stream().map(Resource::uid).toList());
        for (Resource pod : pods) {
            if (down.contains(PodState.node(pod))) {
                continue;
            }
            if (Owners.deleting(pod)) {
                stop(world, pod);
            } else if (!PodState.node(pod).isEmpty() && !PodState.finished(pod)) {
                run(world, pod, pods);
            }
        }
    }

    private void stop(World world, Resource pod) {
        long grace = pod.number("metadata", "deletionGracePeriodSeconds").orElse(0L);
        Instant begun = Fields.parse(pod.text("metadata", "deletionTimestamp").orElse(Fields.time(world.now())))
                .minusSeconds(grace);
        Duration takes = grace == 0 || PodState.node(pod).isEmpty() || PodState.finished(pod) ? Duration.ZERO : STOP;
        if (killed.add(pod.uid()) && PodState.phase(pod).equals("Running")) {
            for (Resource container : pod.items("spec", "containers")) {
                world.event(
                        pod,
                        SELF,
                        "Normal",
                        "Killing",
                        "Stopping container " + container.text("name").orElse(""));
            }
        }
        if (begun.plus(takes).isAfter(world.now())) {
            world.wakeAt(begun.plus(takes));
        } else {
            world.erase(pod.ref(Kind.POD));
        }
    }

    private void run(World world, Resource pod, List<Resource> pods) {
        PodRun run = new PodRun(world.now(), pod);
        Optional<String> missing = missing(world, pod);
        if (missing.isPresent()) {
            if (run.firstSight()) {
                world.event(pod, SELF, "Warning", "FailedMount", missing.get());
            }
            write(world, pod, run.creating(), pods);
            return;
        }
        Optional<String> config = missingConfig(world, pod);
        if (config.isPresent() && !run.everStarted()) {
            if (!run.waitingFor("CreateContainerConfigError")) {
                world.event(pod, SELF, "Warning", "Failed", "Error: " + config.get());
            }
            write(world, pod, run.creating("CreateContainerConfigError", config.get()), pods);
            return;
        }
        Instant start = run.started()
                .plus(START.multipliedBy(1 + pod.items("spec", "initContainers").size()));
        if (start.isAfter(world.now()) && !run.everStarted()) {
            world.wakeAt(start);
            write(world, pod, run.creating(), pods);
            return;
        }
        PodRun.Outcome outcome = run.advance();
        outcome.events().forEach(e -> world.event(pod, SELF, e.type(), e.reason(), e.message()));
        outcome.next().ifPresent(world::wakeAt);
        write(world, pod, outcome.status(), pods);
    }

    private static void write(World world, Resource pod, Resource status, List<Resource> pods) {
        world.updateStatus(pod.ref(Kind.POD), p -> {
            Resource next = status;
            if (next.text("phase").filter("Running"::equals).isPresent()
                    && next.text("podIP").isEmpty()) {
                String ip = p.text("status", "podIP").orElseGet(() -> freeAddress(p, pods));
                next = next.with(ip, "podIP").with(List.of(Fields.of("ip", ip)), "podIPs");
            }
            return p.with(next.content(), "status");
        });
    }

    private static String freeAddress(Resource pod, List<Resource> pods) {
        String node = PodState.node(pod);
        int net = node.isEmpty() ? 9 : Math.floorMod(node.charAt(node.length() - 1) - 'a', 200);
        Set<String> used = new HashSet<>();
        pods.forEach(p -> p.text("status", "podIP").ifPresent(used::add));
        int seed = Math.floorMod(pod.uid().hashCode(), 250);
        for (int i = 0; i < 65_000; i++) {
            String candidate = "10.244." + (net + i / 250) + "." + (2 + (seed + i) % 250);
            if (!used.contains(candidate)) {
                return candidate;
            }
        }
        return "10.244.255.254";
    }

    private static Optional<String> missing(World world, Resource pod) {
        for (Resource volume : pod.items("spec", "volumes")) {
            Optional<String> secret = volume.text("secret", "secretName")
                    .filter(s -> !volume.flag("secret", "optional").orElse(false));
            if (secret.isPresent()
                    && world.get(Kind.SECRET, pod.namespace(), secret.get()).isEmpty()) {
                return Optional.of(mount(volume, "secret", secret.get()));
            }
            Optional<String> map = volume.text("configMap", "name")
                    .filter(s -> !volume.flag("configMap", "optional").orElse(false));
            if (map.isPresent()
                    && world.get(Kind.CONFIG_MAP, pod.namespace(), map.get()).isEmpty()) {
                return Optional.of(mount(volume, "configmap", map.get()));
            }
        }
        return Optional.empty();
    }

    /** An object that the containers' environment needs and that isn't there. */
    private static Optional<String> missingConfig(World world, Resource pod) {
        for (Resource container : pod.items("spec", "containers")) {
            for (Resource variable : container.items("env")) {
                Optional<String> missing = absent(world, pod, variable, "secretKeyRef", Kind.SECRET, "valueFrom")
                        .or(() -> absent(world, pod, variable, "configMapKeyRef", Kind.CONFIG_MAP, "valueFrom"));
                if (missing.isPresent()) {
                    return missing;
                }
            }
            for (Resource source : container.items("envFrom")) {
                Optional<String> missing = absent(world, pod, source, "secretRef", Kind.SECRET)
                        .or(() -> absent(world, pod, source, "configMapRef", Kind.CONFIG_MAP));
                if (missing.isPresent()) {
                    return missing;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> absent(
            World world, Resource pod, Resource holder, String field, Kind kind, String... above) {
        String[] path = Stream.concat(Stream.of(above), Stream.of(field)).toArray(String[]::new);
        Resource reference = new Resource(Owners.tree(holder, path));
        return reference
                .text("name")
                .filter(n -> !reference.flag("optional").orElse(false))
                .filter(n -> world.get(kind, pod.namespace(), n).isEmpty())
                .map(n -> kind.plural().substring(0, kind.plural().length() - 1) + " \"" + n + "\" not found");
    }

    private static String mount(Resource volume, String kind, String name) {
        return "MountVolume.SetUp failed for volume \"" + volume.text("name").orElse("") + "\" : " + kind + " \"" + name
                + "\" not found";
    }
}
