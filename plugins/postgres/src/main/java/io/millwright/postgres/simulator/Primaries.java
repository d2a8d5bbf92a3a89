package io.millwright.postgres.simulator;

import io.millwright.kit.Version;
import io.millwright.kit.simulator.Conditions;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is primary: first promotion, switchover, failover, and the labels that tell. */
final class Primaries {
    /** How long a standby takes from the request to being primary. */
    private static final Duration PROMOTION = Duration.ofSeconds(2);
    /** A primary that runs and isn't ready gets that long before it counts as failing. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Site site;
    private final ClusterParts parts;

    Primaries(Site site, ClusterParts parts) {
        this.site = site;
        this.parts = parts;
    }

    /** Does the next thing about the primary; true when the rest has to wait for it. */
    boolean step() {
        String current = site.currentPrimary();
        String target = site.targetPrimary();
        if (current.isEmpty()) {
            return first();
        }
        if (!target.isEmpty() && !target.equals(current)) {
            return move(current, target);
        }
        if (site.phase().equals(Phases.SWITCHOVER) || site.phase().equals(Phases.FAILOVER)) {
            site.phase(Phases.WAITING, Phases.NOT_YET);
        }
        return failing(current);
    }

    private boolean first() {
        Optional<Resource> pod = site.pod(site.targetPrimary()).filter(Pods::ready);
        pod.ifPresent(p -> {
            promote(p.name(), site.object().number("status", "timelineID").orElse(1L));
            site.status(c -> Conditions.set(
                    c.with(Json.map("image", image(c), "majorVersion", major(c)), "status", "pgDataImageInfo"),
                    "Initialized",
                    "True",
                    "BootstrapCompleted",
                    "Cluster bootstrap completed",
                    site.now()));
        });
        return false;
    }

    static String image(Resource cluster) {
        return cluster.text("status", "image").orElse(InstanceParts.DEFAULT_IMAGE);
    }

    static long major(Resource cluster) {
        return Version.ofImage(image(cluster))
                .map(v -> Long.parseLong(v.major()))
                .orElse(18L);
    }

    private void promote(String pod, long timeline) {
        parts.lease(pod);
        site.status(c -> c.with(pod, "status", "currentPrimary")
                .with(Json.time(site.now()), "status", "currentPrimaryTimestamp")
                .with(timeline, "status", "timelineID")
                .without("status", "currentPrimaryFailingSinceTimestamp"));
    }

    /** A switchover, asked for by a client or an update, or the second half of a failover. */
    private boolean move(String current, String target) {
        boolean active = site.pod(target).filter(Pods::ready).isPresent();
        if (!active) {
            // As the operator does: a target that can't serve is given up.
            site.status(c -> c.with(current, "status", "targetPrimary"));
            return true;
        }
        if (site.object().text("status", "targetPrimaryTimestamp").isEmpty() || stale()) {
            site.status(c -> c.with(Json.time(site.now()), "status", "targetPrimaryTimestamp"));
        }
        role(current, "unhealthy");
        if (site.since("status", "targetPrimaryTimestamp").compareTo(PROMOTION) >= 0) {
            promote(target, site.object().number("status", "timelineID").orElse(1L) + 1);
            labels();
        }
        return true;
    }

    /** Whether the time of the request is from an earlier change. */
    private boolean stale() {
        Optional<Instant> done =
                site.object().text("status", "currentPrimaryTimestamp").map(Instant::parse);
        Instant asked = Instant.parse(
                site.object().text("status", "targetPrimaryTimestamp").orElseThrow());
        return done.filter(d -> !asked.isAfter(d)).isPresent();
    }

    private boolean failing(String current) {
        Optional<Resource> pod = site.pod(current);
        boolean fenced =
                site.cluster().fenced().contains("*") || site.cluster().fenced().contains(current);
        boolean meant = site.phase().equals(Phases.RESTART_PRIMARY)
                || site.phase().equals(Phases.RESTART_IN_PLACE)
                || site.phase().equals(Phases.DISK);
        if (meant || fenced || pod.filter(p -> !broken(p)).isPresent()) {
            site.status(c -> c.without("status", "currentPrimaryFailingSinceTimestamp"));
            return false;
        }
        Optional<String> next = site.pods().stream()
                .filter(Pods::ready)
                .map(Resource::name)
                .filter(p -> !p.equals(current) && !site.cluster().fenced().contains(p))
                .findFirst();
        if (next.isEmpty()) {
            return false;
        }
        if (site.object().text("status", "currentPrimaryFailingSinceTimestamp").isEmpty()) {
            site.status(c -> c.with(Json.time(site.now()), "status", "currentPrimaryFailingSinceTimestamp"));
        }
        Duration delay =
                Duration.ofSeconds(site.object().number("spec", "failoverDelay").orElse(0L));
        if (site.since("status", "currentPrimaryFailingSinceTimestamp").compareTo(delay) < 0) {
            return true;
        }
        failOver(current, next.get());
        return true;
    }

    private void failOver(String from, String to) {
        site.warning("FailingOver", "Current primary isn't healthy, initiating a failover from " + from);
        site.phase(Phases.FAILOVER, "Initiating a failover from " + from);
        site.normal("FailoverTarget", "Failing over from " + from + " to " + to);
        site.status(c ->
                c.with(to, "status", "targetPrimary").with(Json.time(site.now()), "status", "targetPrimaryTimestamp"));
        site.phase(Phases.FAILOVER, "Failing over from " + from + " to " + to);
        role(from, "unhealthy");
    }

    /** Gone or going, or running for a while without being ready. A pod that has only begun isn't broken. */
    private boolean broken(Resource pod) {
        if (Site.deleting(pod)) {
            return true;
        }
        Optional<Instant> since = pod.condition("Ready")
                .filter(c -> !c.text("status").orElse("").equals("True"))
                .flatMap(c -> c.text("lastTransitionTime"))
                .map(Instant::parse);
        return since.filter(t -> Duration.between(t, site.now()).compareTo(PATIENCE) > 0)
                .isPresent();
    }

    /** Writes every instance's role to its pod and claims. */
    void labels() {
        String primary = site.currentPrimary();
        if (primary.isEmpty() || !primary.equals(site.targetPrimary())) {
            return;
        }
        site.pods().forEach(p -> role(p.name(), p.name().equals(primary) ? "primary" : "replica"));
        for (Resource claim : site.claims()) {
            String role =
                    claim.label(Cnpg.INSTANCE_LABEL).filter(primary::equals).isPresent() ? "primary" : "replica";
            if (claim.label(Cnpg.ROLE_LABEL).filter(role::equals).isPresent()) {
                continue;
            }
            site.world()
                    .update(
                            claim.ref(Kind.PERSISTENT_VOLUME_CLAIM),
                            c -> c.with(role, "metadata", "labels", Cnpg.ROLE_LABEL));
        }
    }

    private void role(String pod, String role) {
        site.pod(pod)
                .filter(p -> !Site.deleting(p))
                .filter(p -> p.label(Cnpg.ROLE_LABEL).filter(role::equals).isEmpty())
                .ifPresent(found -> site.world()
                        .update(
                                found.ref(Kind.POD),
                                p -> p.with(role, "metadata", "labels", Cnpg.ROLE_LABEL)
                                        .with(role, "metadata", "labels", "role")));
    }

    /** Takes over the volumes that an earlier Cluster of this name has left. */
    void adopt(List<Resource> orphans) {
        site.pods().stream()
                .filter(p -> !site.owns(p) && !Site.deleting(p))
                .forEach(p -> site.world().delete(p.ref(Kind.POD)));
        String primary = orphans.stream()
                .filter(c -> c.label(Cnpg.ROLE_LABEL).orElse("").equals("primary"))
                .findFirst()
                .or(() -> orphans.stream().findFirst())
                .flatMap(c -> c.label(Cnpg.INSTANCE_LABEL))
                .orElse(site.name() + "-1");
        orphans.forEach(o -> site.world()
                .update(
                        o.ref(Kind.PERSISTENT_VOLUME_CLAIM),
                        c -> c.with(site.owner(), "metadata", "ownerReferences")
                                .with("ready", "metadata", "annotations", Site.PVC_STATUS)));
        site.update(c -> c.without("metadata", "annotations", Cnpg.FENCED));
        if (!site.targetPrimary().isEmpty()) {
            return;
        }
        site.status(c -> Conditions.set(
                c.with(primary, "status", "targetPrimary")
                        .with(primary, "status", "currentPrimary")
                        .with(1L, "status", "timelineID")
                        .with(Map.of("image", image(c), "majorVersion", major(c)), "status", "pgDataImageInfo"),
                "Initialized",
                "True",
                "BootstrapCompleted",
                "Cluster bootstrap completed",
                site.now()));
    }
}
