package io.millwright.postgres.simulator;

import io.millwright.kit.Version;
import io.millwright.kit.simulator.Conditions;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the operator counts and names in a Cluster's status. Empty lists and zeros are left out, as Go leaves them out. */
final class StatusWriter {
    private final Site site;
    private final InstanceParts instances;

    StatusWriter(Site site, InstanceParts instances) {
        this.site = site;
        this.instances = instances;
    }

    void basics() {
        String uid = site.object()
                .text("status", "systemID")
                .orElseGet(() -> systemId(site.object().uid()));
        site.status(c -> {
            Resource next = c.with(instances.image(), "status", "image")
                    .with(site.name() + "-rw", "status", "writeService")
                    .with(site.name() + "-r", "status", "readService")
                    .with(uid, "status", "systemID");
            if (!c.text("status", "currentPrimary").orElse("").isEmpty()
                    && Version.ofImage(instances.image())
                            .map(v -> Long.parseLong(v.major())
                                    == c.number("status", "pgDataImageInfo", "majorVersion")
                                            .orElse(0L))
                            .orElse(false)) {
                next = next.with(instances.image(), "status", "pgDataImageInfo", "image");
            }
            if (c.condition("Initialized").isEmpty()) {
                next = Conditions.set(
                        next, "Initialized", "False", "BootstrapPending", "Cluster bootstrap is pending", site.now());
            }
            List<Object> plugins = new ArrayList<>();
            site.cluster()
                    .barmanPlugin()
                    .ifPresent(p -> plugins.add(Json.map(
                            "name",
                            Cnpg.BARMAN_PLUGIN,
                            "version",
                            "0.13.0",
                            "capabilities",
                            List.of("TYPE_RECONCILER_HOOKS", "TYPE_LIFECYCLE_SERVICE"),
                            "walCapabilities",
                            List.of("TYPE_ARCHIVE_WAL", "TYPE_RESTORE_WAL"),
                            "backupCapabilities",
                            List.of("TYPE_BACKUP"))));
            return list(next, plugins, "pluginStatus");
        });
    }

    /** An identifier that follows from that text. */
    static String systemId(String of) {
        return Long.toUnsignedString(7_400_000_000_000_000_000L + Math.floorMod(of.hashCode(), 1_000_000_000));
    }

    void counts() {
        List<String> names = site.instances();
        List<Resource> pods = site.pods();
        List<String> healthy = new ArrayList<>();
        List<String> replicating = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (String name : names) {
            boolean there = pods.stream().anyMatch(p -> p.name().equals(name));
            boolean ready = pods.stream().anyMatch(p -> p.name().equals(name) && Pods.ready(p));
            (ready ? healthy : there ? replicating : failed).add(name);
        }
        Map<String, Object> states = new LinkedHashMap<>();
        put(states, "healthy", healthy);
        put(states, "replicating", replicating);
        put(states, "failed", failed);
        site.status(c -> {
            Resource next = c.with((long) names.size(), "status", "instances");
            next = number(next, healthy.size(), "readyInstances");
            next = list(next, List.copyOf(names), "instanceNames");
            next = states.isEmpty()
                    ? next.without("status", "instancesStatus")
                    : next.with(states, "status", "instancesStatus");
            return places(volumes(next), pods);
        });
        consistent(healthy.size());
    }

    private static void put(Map<String, Object> map, String key, List<String> names) {
        if (!names.isEmpty()) {
            map.put(key, names);
        }
    }

    private Resource volumes(Resource status) {
        List<Resource> claims = site.claims();
        List<Object> running = new ArrayList<>();
        List<Object> dangling = new ArrayList<>();
        List<Object> initializing = new ArrayList<>();
        List<Object> resizing = new ArrayList<>();
        for (Resource claim : claims) {
            boolean used = claim.label(Cnpg.INSTANCE_LABEL).flatMap(site::pod).isPresent();
            boolean filling = claim.annotation(Site.PVC_STATUS)
                    .filter("initializing"::equals)
                    .isPresent();
            (filling ? initializing : used ? running : dangling).add(claim.name());
            if (claim.condition("Resizing").isPresent()) {
                resizing.add(claim.name());
            }
        }
        Resource next = number(status, claims.size(), "pvcCount");
        next = number(
                next, (int) site.jobs().stream().filter(j -> !Site.deleting(j)).count(), "jobCount");
        next = list(next, running, "healthyPVC");
        next = list(next, dangling, "danglingPVC");
        next = list(next, initializing, "initializingPVC");
        return list(next, resizing, "resizingPVC");
    }

    private Resource places(Resource status, List<Resource> pods) {
        Map<String, Object> reported = new LinkedHashMap<>();
        Map<String, Object> topology = new LinkedHashMap<>();
        for (Resource pod : pods) {
            topology.put(pod.name(), Map.of());
            pod.text("status", "podIP")
                    .filter(ip -> Pods.ready(pod))
                    .ifPresent(ip -> reported.put(
                            pod.name(),
                            Json.map(
                                    "isPrimary",
                                    pod.name().equals(site.currentPrimary()),
                                    "timeLineID",
                                    site.object().number("status", "timelineID").orElse(1L),
                                    "ip",
                                    ip)));
        }
        long nodes = pods.stream()
                .flatMap(p -> p.text("spec", "nodeName").stream())
                .distinct()
                .count();
        Resource next = reported.isEmpty()
                ? status.without("status", "instancesReportedState")
                : status.with(reported, "status", "instancesReportedState");
        return nodes == 0
                ? next.without("status", "topology")
                : next.with(
                        Json.map("instances", topology, "nodesUsed", nodes, "successfullyExtracted", true),
                        "status",
                        "topology");
    }

    private void consistent(int ready) {
        if (ready == 0) {
            return;
        }
        site.status(c -> Conditions.set(
                c,
                "ConsistentSystemID",
                "True",
                "Unique",
                "A single, unique system ID was found across reporting instances.",
                site.now()));
        site.world()
                .get(ObjectRef.of(Kind.SECRET, site.namespace(), site.name() + "-app"))
                .ifPresent(s -> site.status(c ->
                        c.with(s.resourceVersion(), "status", "secretsResourceVersion", "applicationSecretVersion")));
    }

    private static Resource number(Resource object, int value, String field) {
        return value == 0 ? object.without("status", field) : object.with((long) value, "status", field);
    }

    private static Resource list(Resource object, List<Object> values, String field) {
        return values.isEmpty() ? object.without("status", field) : object.with(values, "status", field);
    }
}
