package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Restarts instances whose pods no longer are what they should be: standbys first, one at a time, the primary last. */
final class Rollout {
    private static final String PARAMETERS_ONLY = "Postgres needs a restart to apply some configuration changes";
    private final Site site;
    private final InstanceParts parts;

    Rollout(Site site, InstanceParts parts) {
        this.site = site;
        this.parts = parts;
    }

    /** Does the next restart; true when there was one to do. */
    boolean step() {
        List<Resource> pods =
                site.pods().stream().filter(p -> !Site.deleting(p)).toList();
        Optional<Resource> replica = pods.stream()
                .filter(p ->
                        !p.name().equals(site.currentPrimary()) && reason(p).isPresent())
                .max(Comparator.comparingInt(Site::serial));
        if (replica.isPresent()) {
            restart(replica.get(), reason(replica.get()).orElse(""));
            return true;
        }
        return pods.stream()
                .filter(p -> p.name().equals(site.currentPrimary()) && reason(p).isPresent())
                .findFirst()
                .map(p -> primary(p, reason(p).orElse("")))
                .orElse(false);
    }

    private Optional<String> reason(Resource pod) {
        String image = InstanceParts.image(pod);
        if (InstanceParts.unpullable(pod) && site.world().fault(Marks.IMAGE_PULL)) {
            return Optional.empty();
        }
        if (!image.equals(parts.image())) {
            return Optional.of("the instance is using a different image: " + image + " -> " + parts.image());
        }
        String former = pod.annotation(Cnpg.OPERATOR_VERSION).orElse("");
        if (!former.equals(parts.version())) {
            return Optional.of(
                    "the instance is using an old bootstrap container image: " + former + " -> " + parts.version());
        }
        String wanted = site.object().annotation(Cnpg.RESTARTED_AT).orElse("");
        if (!wanted.isEmpty() && !pod.annotation(Cnpg.RESTARTED_AT).orElse("").equals(wanted)) {
            return Optional.of("cluster has been explicitly restarted via annotation");
        }
        if (!pod.annotation("cnpg.io/podSpec").orElse(parts.podSpec()).equals(parts.podSpec())) {
            return Optional.of("original and target PodSpec differ in containers");
        }
        boolean pending =
                !pod.annotation(Marks.PARAMETERS).orElse(parts.parameters()).equals(parts.parameters());
        return pending ? Optional.of(PARAMETERS_ONLY) : Optional.empty();
    }

    private void restart(Resource pod, String reason) {
        if (reason.equals(PARAMETERS_ONLY) && site.healthy()) {
            site.phase(Phases.CONFIGURATION, "PostgreSQL configuration changed");
        }
        site.normal("UpgradingInstance", "Upgrading instance " + pod.name());
        site.phase(Phases.UPGRADE, "Restarting instance " + pod.name() + ", because: " + reason);
        site.world().delete(pod.ref(Kind.POD));
    }

    private boolean primary(Resource pod, String reason) {
        if (site.object().text("spec", "primaryUpdateStrategy").orElse("").equals("supervised")) {
            site.phase(Phases.USER, "User must issue a supervised switchover");
            return true;
        }
        boolean switchover = site.object()
                .text("spec", "primaryUpdateMethod")
                .orElse("restart")
                .equals("switchover");
        if (switchover && site.pods().size() > 1) {
            return switchOver(pod);
        }
        if (reason.equals(PARAMETERS_ONLY) && !switchover) {
            site.phase(Phases.RESTART_IN_PLACE, "");
            site.world()
                    .update(
                            pod.ref(Kind.POD),
                            p -> p.with(parts.parameters(), "metadata", "annotations", Marks.PARAMETERS));
            return true;
        }
        site.normal("UpgradingInstance", "Upgrading instance " + pod.name());
        if (switchover) {
            String message = "The primary instance needs to be restarted: " + pod.name() + ", reason: " + reason;
            site.phase(Phases.UPGRADE, message);
        }
        site.phase(Phases.RESTART_PRIMARY, "Restarting instance " + pod.name() + ", because: " + reason);
        site.world().delete(pod.ref(Kind.POD));
        return true;
    }

    private boolean switchOver(Resource pod) {
        Optional<String> next = site.pods().stream()
                .filter(p -> Pods.ready(p) && !p.name().equals(pod.name()))
                .map(Resource::name)
                .findFirst();
        next.ifPresent(to -> {
            site.normal("Switchover", "Initiating switchover to " + to + " to upgrade " + pod.name());
            site.phase(Phases.UPGRADE, "Switching over to " + to + " to complete upgrade");
            site.status(c -> c.with(to, "status", "targetPrimary")
                    .with(Json.time(site.now()), "status", "targetPrimaryTimestamp"));
        });
        return next.isPresent();
    }
}
