package io.millwright.postgres.simulator;

import io.millwright.kit.Times;
import io.millwright.postgres.cnpg.Backups;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.Optional;

/** A first instance that comes from a backup: whose backup it is, what it holds then, and why its job fails where it does. */
final class Recovery {
    static final String ROLE = "full-recovery";
    static final String SNAPSHOT_ROLE = "snapshot-recovery";
    private final Site site;

    Recovery(Site site) {
        this.site = site;
    }

    boolean wanted() {
        return site.object().at("spec", "bootstrap", "recovery").isPresent();
    }

    /** Of which role the job is that makes the first instance. */
    String role() {
        return snapshot().isPresent() ? SNAPSHOT_ROLE : ROLE;
    }

    /** Whether a job of that role restores. */
    static boolean restores(String role) {
        return role.equals(ROLE) || role.equals(SNAPSHOT_ROLE);
    }

    /** The data's VolumeSnapshot; empty when it comes from somewhere else. */
    Optional<String> snapshot() {
        return site.object().text("spec", "bootstrap", "recovery", "volumeSnapshots", "storage", "name");
    }

    private Optional<Resource> external() {
        String source =
                site.object().text("spec", "bootstrap", "recovery", "source").orElse("");
        return site.object().items("spec", "externalClusters").stream()
                .filter(e -> e.text("name").orElse("").equals(source))
                .findFirst();
    }

    /** The cluster that wrote the backup, as long as it is there. */
    private Optional<Resource> origin() {
        Optional<String> named = site.object()
                .text("spec", "bootstrap", "recovery", "backup", "name")
                .flatMap(b -> site.world().get(ObjectRef.of(Cnpg.BACKUP, site.namespace(), b)))
                .flatMap(b -> b.text("spec", "cluster", "name"))
                .or(() -> snapshot()
                        .flatMap(n -> site.world().get(ObjectRef.of(Cnpg.VOLUME_SNAPSHOT, site.namespace(), n)))
                        .flatMap(v -> v.label(Cnpg.CLUSTER_LABEL)));
        return site.world().list(Cnpg.CLUSTER, Selector.in(site.namespace())).stream()
                .filter(c -> !c.name().equals(site.name()))
                .filter(c -> named.map(c.name()::equals)
                        .orElseGet(() -> external()
                                .filter(e -> server(e).equals(Archive.server(new PgCluster(c))))
                                .isPresent()))
                .findFirst();
    }

    private static String server(Resource external) {
        Optional<String> plugin = external.text("plugin", "parameters", "barmanObjectName")
                .map(s -> s + "/"
                        + external.text("plugin", "parameters", "serverName").orElse(""));
        return plugin.or(() -> external.text("barmanObjectStore", "destinationPath")
                        .map(p -> p + "/"
                                + external.text("barmanObjectStore", "serverName")
                                        .orElse(external.text("name").orElse(""))))
                .orElse("");
    }

    /** Why the job that restores fails; empty when it will succeed. */
    Optional<String> failure() {
        if (site.world().fault(Marks.RESTORE_FAILING)) {
            return Optional.of("the base backup can't be read: checksum mismatch in base.tar.gz");
        }
        if (Archive.occupied(site.world(), site.cluster())) {
            return Optional.of("Expected empty archive");
        }
        Optional<Resource> origin = origin();
        boolean backup = origin.map(o -> new PgCluster(o))
                .map(o -> site.world().list(Cnpg.BACKUP, Selector.in(site.namespace())).stream()
                        .anyMatch(b ->
                                b.text("spec", "cluster", "name").orElse("").equals(o.name())
                                        && Backups.state(b) == Backups.State.COMPLETED))
                .orElseGet(() -> external().filter(this::recorded).isPresent());
        if (!backup) {
            return Optional.of("no target backup found");
        }
        boolean otherMajor = origin.flatMap(o -> o.number("status", "pgDataImageInfo", "majorVersion"))
                .filter(m -> m != Primaries.major(site.object()))
                .isPresent();
        if (otherMajor) {
            return Optional.of("The data directory was initialized by another major version of PostgreSQL");
        }
        boolean beyond = Times.kubernetes(
                        site.object().text("spec", "bootstrap", "recovery", "recoveryTarget", "targetTime"))
                .filter(site.now()::isBefore)
                .isPresent();
        return beyond ? Optional.of("recovery ended before configured recovery target was reached") : Optional.empty();
    }

    private boolean recorded(Resource external) {
        return external.text("plugin", "parameters", "barmanObjectName")
                .flatMap(s -> site.world().get(ObjectRef.of(Cnpg.OBJECT_STORE, site.namespace(), s)))
                .flatMap(s -> s.at(
                        "status",
                        "serverRecoveryWindow",
                        external.text("plugin", "parameters", "serverName").orElse("")))
                .isPresent();
    }

    /** What the new cluster takes over with the data: identity, timeline and position. */
    void inherit() {
        Optional<Resource> origin = origin();
        String identity = origin.flatMap(o -> o.text("status", "systemID"))
                .orElseGet(() ->
                        StatusWriter.systemId(external().map(Recovery::server).orElse(site.name())));
        long timeline = origin.flatMap(o -> o.number("status", "timelineID")).orElse(1L) + 1;
        site.status(c -> c.with(identity, "status", "systemID").with(timeline, "status", "timelineID"));
        long position = origin.map(o -> Wal.at(o, site.now()).position()).orElse(0L);
        site.update(c -> c.with(Long.toString(position), "metadata", "annotations", Marks.WAL_BASE));
    }
}
