package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.cnpg.PgCluster.BackupMethod;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.Resource;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Moves the data to another major version in place, by pg_upgrade. The database is down meanwhile. */
final class UpgradeMajor extends ClusterRunbook {
    private static final Parameter IMAGE = Ask.required(Ask.text(
            "image",
            "Image",
            "The image with the new major version in its tag, of the same distribution.",
            "\\S+:v?\\d\\S*",
            "an image whose tag begins with the version"));
    private final Catalogue catalogue;

    UpgradeMajor(Catalogue catalogue) {
        super(new RunbookInfo(
                "upgrade-major",
                "Upgrade to another major version",
                Intent.UPGRADE,
                Danger.DESTRUCTIVE,
                "Makes a backup, stops all instances, upgrades the data in place with pg_upgrade, makes the standbys anew, renews the statistics"
                        + " and makes a first backup of the new version.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(IMAGE),
                List.of(
                        "The database is down from the first pod to the upgraded primary: a minute for a small one, more for many tables.",
                        "Extensions must exist in the new image; what needs its own migration (PostGIS, TimescaleDB) is upgraded first.",
                        "Backups from before can't be used for points in time after it, nor the other way round.",
                        "All standbys are copied anew.",
                        "Logical subscriptions and slots need care of their own.",
                        "Rehearse it: runbook restore makes a copy to try it on."),
                List.of(
                        "https://cloudnative-pg.io/docs/current/postgres_upgrades",
                        "https://www.postgresql.org/docs/current/pgupgrade.html")));
        this.catalogue = catalogue;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        return target.flatMap(t -> PgCluster.read(cluster, t.id()))
                .flatMap(this::proposal)
                .map(i -> List.of(Ask.with(IMAGE, i, "newest major of the release catalogue")))
                .orElse(List.of(IMAGE));
    }

    private Optional<String> proposal(PgCluster c) {
        return catalogue.postgres().stream()
                .findFirst()
                .filter(r -> c.version()
                        .filter(v -> Integer.parseInt(v.major()) < Integer.parseInt(r.major()))
                        .isPresent())
                .flatMap(r -> c.image().map(i -> Images.in(i, r.newest().text())));
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = atRest(c, view);
        UpgradeMinor.catalogued(c).ifPresent(found::add);
        return found;
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String to = request.input("image");
        String from = c.image().orElse("");
        Version old = c.version()
                .orElseThrow(
                        () -> refused(request.instance(), "its version can't be told", "Set an image with a version."));
        Version next = Version.ofImage(to)
                .orElseThrow(() -> refused(
                        request.instance(), to + " has no version in its tag", "Give one such as 18.4-system-trixie."));
        possible(c, request.instance(), from, to, old, next);
        Optional<BackupMethod> method = c.backupMethods().stream().findFirst();
        draft.step(Steps.settled(c));
        method.ifPresent(m -> BackupNow.steps(c, request.token(), m, draft));
        draft.step(patch(c, to, next))
                .step(Step.await(
                                "upgraded",
                                "the data is of PostgreSQL " + next.major(),
                                "Only the version of the data tells: the phase stays the same when pg_upgrade fails.",
                                Questions.majorUpgraded(c, next.major()),
                                Duration.ofMinutes(60))
                        .noReturn())
                .step(Step.await(
                        "settled-again",
                        "cluster healthy, " + c.wanted() + " of " + c.wanted() + " instances ready",
                        "The standbys are copied anew.",
                        Questions.settled(c),
                        Duration.ofMinutes(15).plus(Restore.limit(c).multipliedBy(c.wanted()))));
        Steps.streaming(c.namespace(), c.name(), c.wanted()).ifPresent(draft::step);
        draft.step(analyze(c));
        if (method.isPresent()) {
            BackupNow.steps(c, request.token() + "-pg" + next.major(), method.get(), Map.of(), "first-", draft);
        }
        told(c, method.isPresent(), old, next, draft);
        return draft.plan("Upgrade " + request.instance().id().display() + ": PostgreSQL " + old.major() + " → "
                + next.major() + " (" + next.text() + ")");
    }

    private void possible(PgCluster c, Instance instance, String from, String to, Version old, Version next) {
        int before = Integer.parseInt(old.major());
        int after = Integer.parseInt(next.major());
        if (after == before) {
            throw refused(
                    instance,
                    "it is PostgreSQL " + before + " already",
                    "For another minor use runbook upgrade-minor.");
        }
        if (after < before) {
            throw refused(
                    instance,
                    "data of PostgreSQL " + before + " can't be opened by " + after,
                    "Going back needs a dump, or a restore of a backup from before.");
        }
        if (after < 16) {
            throw refused(instance, "the operator upgrades in place to 16 or newer only", "Choose a newer one.");
        }
        if (!Images.distribution(from).equals(Images.distribution(to))) {
            throw refused(
                    instance,
                    "the image is of another distribution: " + Images.distribution(from) + " → "
                            + Images.distribution(to)
                            + "; the old programs run in the new image and would lack their libraries",
                    "Choose an image that ends in " + Images.suffix(from) + ".");
        }
        String kept = c.object()
                .text("spec", "postgresql", "parameters", "max_slot_wal_keep_size")
                .orElse("-1");
        if (before == 17 && Version.of(old.text()).olderThan(Version.of("17.6")) && !kept.equals("-1")) {
            throw refused(
                    instance,
                    "pg_upgrade of 17.0 to 17.5 fails while max_slot_wal_keep_size is " + kept,
                    "Upgrade to the newest 17 first (runbook upgrade-minor), or remove the parameter (runbook configure).");
        }
    }

    /** Image and archive change together: files of both versions under one name would mix. */
    private static Step patch(PgCluster c, String to, Version next) {
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put("imageName", to);
        String server = c.name() + "-pg" + next.major();
        String archive = "";
        if (c.objectStore().isPresent()) {
            List<Object> plugins = new ArrayList<>();
            for (Resource plugin : c.object().items("spec", "plugins")) {
                boolean barman = plugin.text("name").orElse("").equals(Cnpg.BARMAN_PLUGIN);
                plugins.add((barman ? plugin.with(server, "parameters", "serverName") : plugin).content());
            }
            spec.put("plugins", plugins);
            archive = ", archive under " + server;
        } else if (c.inTreeBarman()) {
            spec.put("backup", Tree.of("barmanObjectStore", Tree.of("serverName", server)));
            archive = ", archive under " + server;
        }
        return Steps.set(
                c,
                "image",
                "spec.imageName " + to + archive,
                "The operator stops all instances and runs pg_upgrade on the primary's volume.",
                spec);
    }

    private static Step analyze(PgCluster c) {
        String primary = c.currentPrimary().orElse(c.name() + "-1");
        return Steps.command(
                c,
                primary,
                "analyze",
                "renew the statistics of all databases",
                "pg_upgrade leaves them out, and queries are slow without.",
                List.of("vacuumdb", "-U", "postgres", "--all", "--analyze-in-stages"),
                Questions.settled(c),
                Duration.ofHours(1));
    }

    private static void told(PgCluster c, boolean backup, Version old, Version next, PlanDraft draft) {
        draft.consequence("the database is down until the primary is upgraded")
                .consequence("makes " + (c.wanted() - 1) + " standbys anew")
                .consequence("until pg_upgrade has succeeded undo goes back to PostgreSQL " + old.major()
                        + "; after it only a restore does");
        List<String> extensions = c.object().items("spec", "postgresql", "extensions").stream()
                .flatMap(e -> e.text("name").stream())
                .collect(Collectors.toCollection(ArrayList::new));
        extensions.addAll(c.object().texts("spec", "postgresql", "shared_preload_libraries"));
        if (!extensions.isEmpty()) {
            draft.risk(
                    "extensions",
                    "It loads " + String.join(", ", extensions),
                    "Make sure that the new image has them for PostgreSQL " + next.major() + ".");
        }
        if (!backup) {
            draft.risk("no-backup", "There is no backup", "When it goes wrong after pg_upgrade, the data is lost.");
        }
    }
}
