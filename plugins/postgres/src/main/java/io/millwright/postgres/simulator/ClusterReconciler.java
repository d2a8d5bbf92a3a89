package io.millwright.postgres.simulator;

import io.millwright.kit.Bytes;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.Phase;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Takes one Cluster one step further, in the order in which the operator looks at things. */
final class ClusterReconciler {
    private final Site site;
    private final ClusterParts parts;
    private final InstanceParts instances;
    private final Primaries primaries;
    private final StatusWriter status;

    ClusterReconciler(SimulatedCluster world, Resource cluster, String operatorImage) {
        this.site = new Site(world, cluster);
        this.parts = new ClusterParts(site);
        this.instances = new InstanceParts(site, operatorImage);
        this.primaries = new Primaries(site, parts);
        this.status = new StatusWriter(site, instances);
    }

    void step() {
        if (Site.deleting(site.object()) || site.cluster().reconciliationDisabled() || withoutPlugin()) {
            return;
        }
        parts.ensure();
        status.basics();
        adoptOrphans();
        finishJobs();
        new Holds(site).apply();
        status.counts();
        if (Hibernation.step(site)) {
            status.counts();
            return;
        }
        grow();
        converge();
        status.counts();
        Archive.condition(site);
    }

    private boolean withoutPlugin() {
        Optional<String> unknown = site.cluster().plugins().stream()
                .flatMap(p -> p.text("name").stream())
                .filter(p -> !p.equals(Cnpg.BARMAN_PLUGIN) || !Archive.pluginInstalled(site.world()))
                .findFirst();
        unknown.ifPresent(p -> site.phase(Phases.UNKNOWN_PLUGIN, "Unknown plugin: '" + p + "'"));
        boolean down =
                unknown.isEmpty() && site.cluster().barmanPlugin().isPresent() && Archive.pluginDown(site.world());
        if (down) {
            site.phase(Phases.PLUGIN_ERROR, "rpc error: code = Unavailable desc = connection refused");
        } else if (unknown.isEmpty()
                && (site.phase().equals(Phases.PLUGIN_ERROR) || site.phase().equals(Phases.UNKNOWN_PLUGIN))) {
            site.phase(Phases.WAITING, Phases.NOT_YET);
        }
        return unknown.isPresent() || down;
    }

    private void adoptOrphans() {
        List<Resource> orphans =
                site.claims().stream().filter(c -> !site.owns(c)).toList();
        if (!orphans.isEmpty()) {
            primaries.adopt(orphans);
        }
    }

    /** What has to be there, one thing at a time; each waits for the one before. */
    private void converge() {
        if (site.targetPrimary().isEmpty()) {
            begin();
            return;
        }
        if (new MajorUpgrade(site, instances).step() || hindered() || jobsRun() || primaries.step()) {
            return;
        }
        primaries.labels();
        if (giveUp() || makePods() || waits() || shrink() || extend()) {
            return;
        }
        if (new Rollout(site, instances).step()) {
            return;
        }
        settle();
    }

    private void begin() {
        instances.claims(1, "primary");
        Recovery recovery = new Recovery(site);
        if (recovery.wanted()) {
            recovery.inherit();
        } else if (site.object().annotation(Marks.OCCUPIED).isEmpty()
                && Archive.occupied(site.world(), site.cluster())) {
            site.update(c -> c.with("true", "metadata", "annotations", Marks.OCCUPIED));
        }
        site.status(c -> c.with(site.name() + "-1", "status", "targetPrimary")
                .with(Json.time(site.now()), "status", "targetPrimaryTimestamp")
                .with(1L, "status", "latestGeneratedNode"));
        site.normal("CreatingInstance", "Primary instance (" + origin(recovery) + ")");
        site.phase(Phases.SETUP, "Creating primary instance " + site.name() + "-1");
        instances.job(1, firstRole());
    }

    private static String origin(Recovery recovery) {
        return !recovery.wanted() ? "initdb" : recovery.snapshot().isPresent() ? "from volumeSnapshots" : "from backup";
    }

    private String firstRole() {
        Recovery recovery = new Recovery(site);
        if (recovery.wanted()) {
            return recovery.role();
        }
        return Imports.wanted(site.object()) ? Imports.ROLE : "initdb";
    }

    /** Nothing is done while no instance's page can be read. */
    private boolean unreachable() {
        boolean unreachable = site.world().fault(Marks.STATUS_UNREACHABLE)
                && !site.currentPrimary().isEmpty();
        if (unreachable) {
            site.phase(Phases.NO_STATUS, "dial tcp: i/o timeout");
        } else if (site.phase().equals(Phases.NO_STATUS)) {
            site.phase(Phases.WAITING, Phases.NOT_YET);
        }
        return unreachable;
    }

    private boolean hindered() {
        return unreachable() || diskFull();
    }

    private boolean diskFull() {
        boolean full =
                site.world().fault(Marks.DISK_FULL) && !site.currentPrimary().isEmpty();
        if (full) {
            site.phase(
                    Phases.DISK,
                    "Insufficient disk space detected in one or more pods is preventing PostgreSQL from running."
                            + " Please verify your storage settings. Further information inside"
                            + " .status.instancesReportedState");
        } else if (site.phase().equals(Phases.DISK)) {
            site.phase(Phases.WAITING, Phases.NOT_YET);
        }
        return full;
    }

    private boolean jobsRun() {
        for (Resource job : site.jobs()) {
            if (condition(job, "Failed")) {
                site.phase(Phases.UNRECOVERABLE, "Instance creation failed for the following jobs: " + job.name());
                return true;
            }
            boolean stale = job.items("spec", "template", "spec", "containers").stream()
                    .anyMatch(c -> c.text("image").orElse("").contains("-fault-pull"));
            if (stale && !site.world().fault(Marks.IMAGE_PULL)) {
                site.world().delete(job.ref(Kind.JOB));
                return true;
            }
        }
        List<Resource> waiting =
                site.claims().stream().filter(this::initializing).toList();
        for (Resource claim : waiting) {
            String role = claim.name().equals(site.targetPrimary())
                            && site.currentPrimary().isEmpty()
                    ? firstRole()
                    : "join";
            instances.job(Site.serial(claim), role);
        }
        return !waiting.isEmpty();
    }

    private boolean initializing(Resource claim) {
        return claim.annotation(Site.PVC_STATUS).filter("initializing"::equals).isPresent();
    }

    static boolean condition(Resource job, String type) {
        return job.condition(type)
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
    }

    /** A claim is ready when its job has filled it; the job isn't needed any more then. */
    private void finishJobs() {
        for (Resource job : site.jobs()) {
            boolean upgrade = job.label(Cnpg.JOB_ROLE_LABEL)
                    .filter(MajorUpgrade.ROLE::equals)
                    .isPresent();
            if (condition(job, "Complete") && !Site.deleting(job) && !upgrade) {
                String instance = job.label(Cnpg.INSTANCE_LABEL).orElse("");
                site.world()
                        .update(
                                ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, site.namespace(), instance),
                                c -> c.with("ready", "metadata", "annotations", Site.PVC_STATUS));
                site.world().delete(job.ref(Kind.JOB));
            }
        }
    }

    /** A standby that somebody has marked goes with its volumes, and is made anew. */
    private boolean giveUp() {
        Optional<String> marked = site.pods().stream()
                .filter(p -> !Site.deleting(p) && !p.name().equals(site.currentPrimary()))
                .filter(p ->
                        p.annotation(Cnpg.UNRECOVERABLE).filter("true"::equals).isPresent())
                .map(Resource::name)
                .findFirst();
        marked.ifPresent(instances::remove);
        return marked.isPresent();
    }

    private boolean makePods() {
        List<String> missing = new ArrayList<>(site.instances());
        site.pods().forEach(p -> missing.remove(p.name()));
        if (missing.isEmpty()) {
            return false;
        }
        if (!site.phase().equals(Phases.RESTART_PRIMARY) && !site.phase().equals(Phases.SETUP)) {
            site.phase(Phases.WAITING, Phases.NOT_YET);
        }
        for (String instance : missing) {
            int serial = Integer.parseInt(instance.substring(site.name().length() + 1));
            instances.pod(instance, serial, instance.equals(site.targetPrimary()) ? "primary" : "replica");
        }
        return true;
    }

    /** An instance that isn't there yet is waited for. One that has stopped being ready changes no phase. */
    private boolean waits() {
        List<Resource> pods = site.pods();
        if (pods.stream().anyMatch(Site::deleting)) {
            return true;
        }
        boolean all = pods.stream().allMatch(Pods::ready);
        if (all || site.healthy() || pods.stream().filter(p -> !Pods.ready(p)).allMatch(this::replaceable)) {
            return false;
        }
        if (!site.phase().equals(Phases.RESTART_PRIMARY)) {
            site.phase(Phases.WAITING, Phases.NOT_YET);
        }
        return true;
    }

    private boolean replaceable(Resource pod) {
        return InstanceParts.unpullable(pod) && !site.world().fault(Marks.IMAGE_PULL);
    }

    private boolean shrink() {
        List<String> names = site.instances();
        if (names.size() <= site.wanted()) {
            return false;
        }
        String last = names.stream()
                .filter(n -> !n.equals(site.currentPrimary()))
                .reduce((a, b) -> b)
                .orElse("");
        site.normal("ScaleDown", "Scaling down - removing instance: " + last);
        instances.remove(last);
        return true;
    }

    private boolean extend() {
        List<String> names = site.instances();
        boolean ready = site.pods().stream().allMatch(Pods::ready);
        if (names.size() >= site.wanted() || !ready) {
            return false;
        }
        int serial = IntStream.iterate(1, i -> i + 1)
                .filter(i -> !names.contains(site.name() + "-" + i))
                .findFirst()
                .orElseThrow();
        String instance = site.name() + "-" + serial;
        boolean terminating = site.allClaims().stream()
                .anyMatch(c -> Site.deleting(c)
                        && c.label(Cnpg.INSTANCE_LABEL).orElse("").equals(instance));
        if (terminating) {
            site.phase(Phases.REPLICA, "Waiting for PVC " + instance + " to be removed");
            return true;
        }
        site.normal("CreatingInstance", "Creating instance " + instance);
        site.phase(Phases.REPLICA, "Creating replica " + instance + "-join");
        site.status(c -> c.with((long) serial, "status", "latestGeneratedNode"));
        instances.claims(serial, "replica");
        instances.job(serial, "join");
        return true;
    }

    private void settle() {
        boolean all = site.pods().stream().allMatch(Pods::ready) && site.pods().size() == site.wanted();
        if (site.healthy() || all) {
            boolean inPlace = site.phase().equals(Phases.RESTART_IN_PLACE);
            if (inPlace) {
                String now = Json.time(site.now());
                site.world()
                        .update(
                                ObjectRef.of(Kind.POD, site.namespace(), site.currentPrimary()),
                                p -> p.with(now, "metadata", "annotations", Marks.STARTED));
            }
            site.phase(Phase.HEALTHY, inPlace ? "Primary instance restarted in-place" : site.healthy() ? reason() : "");
        }
        if (all && site.healthy()) {
            new Holds(site).scenario();
        }
    }

    private String reason() {
        return site.object().text("status", "phaseReason").orElse("");
    }

    /** Volumes follow the Cluster upwards, but not while one is full: then the operator doesn't get as far. */
    private void grow() {
        if (site.world().fault(Marks.DISK_FULL)) {
            return;
        }
        for (Resource claim : site.claims()) {
            String field = claim.label(Cnpg.PVC_ROLE_LABEL).orElse("").equals("PG_WAL") ? "walStorage" : "storage";
            if (!site.object().flag("spec", field, "resizeInUseVolumes").orElse(true)) {
                continue;
            }
            Optional<String> size = site.object().text("spec", field, "size");
            long wanted = size.flatMap(Bytes::quantity).orElse(0L);
            long present = claim.text("spec", "resources", "requests", "storage")
                    .flatMap(Bytes::quantity)
                    .orElse(wanted);
            if (wanted > present) {
                site.world()
                        .update(
                                claim.ref(Kind.PERSISTENT_VOLUME_CLAIM),
                                c -> c.with(size.orElseThrow(), "spec", "resources", "requests", "storage"));
            }
        }
    }
}
