package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Optional;

/** pg_upgrade in place, once the image's major version is above the data's: all pods go, a job upgrades the primary's volume, standbys are made anew. */
final class MajorUpgrade {
    static final String ROLE = "major-upgrade";
    private final Site site;
    private final InstanceParts instances;

    MajorUpgrade(Site site, InstanceParts instances) {
        this.site = site;
        this.instances = instances;
    }

    /** Does the next thing of an upgrade; true as long as nothing else may be done. */
    boolean step() {
        long data = site.object()
                .number("status", "pgDataImageInfo", "majorVersion")
                .orElse(0L);
        long wanted = Primaries.major(site.object());
        Optional<Resource> job = site.world()
                .get(ObjectRef.of(Kind.JOB, site.namespace(), site.currentPrimary() + "-" + ROLE))
                .filter(j -> !Site.deleting(j));
        if (data == 0 || wanted <= data) {
            job.ifPresent(this::takeBack);
            return false;
        }
        site.phase(Phases.MAJOR, "Upgrading cluster to major version " + wanted);
        site.status(c -> c.with(
                Json.map("image", instances.image(), "majorVersion", wanted), "status", "targetPgDataImageInfo"));
        if (!site.pods().isEmpty()) {
            site.pods().stream()
                    .filter(p -> !Site.deleting(p))
                    .forEach(p -> site.world().delete(p.ref(Kind.POD)));
        } else if (job.isEmpty()) {
            instances.job(serial(), ROLE);
        } else if (ClusterReconciler.condition(job.get(), "Complete")) {
            finish(job.get(), wanted);
        }
        return true;
    }

    private int serial() {
        return Integer.parseInt(site.currentPrimary().substring(site.name().length() + 1));
    }

    private void finish(Resource job, long major) {
        site.claims().stream()
                .filter(c -> !c.label(Cnpg.INSTANCE_LABEL).orElse("").equals(site.currentPrimary()))
                .forEach(c -> site.world().delete(c.ref(Kind.PERSISTENT_VOLUME_CLAIM)));
        site.status(
                c -> c.with(Json.map("image", instances.image(), "majorVersion", major), "status", "pgDataImageInfo")
                        .with(1L, "status", "timelineID")
                        .without("status", "targetPgDataImageInfo"));
        site.world().delete(job.ref(Kind.JOB));
        site.phase(Phases.WAITING, Phases.NOT_YET);
    }

    private void takeBack(Resource job) {
        site.world().delete(job.ref(Kind.JOB));
        site.status(c -> c.without("status", "targetPgDataImageInfo"));
        site.normal("MajorUpgradeRollback", "Major upgrade rolled back: the former image is set again");
        site.phase(Phases.WAITING, Phases.NOT_YET);
    }
}
