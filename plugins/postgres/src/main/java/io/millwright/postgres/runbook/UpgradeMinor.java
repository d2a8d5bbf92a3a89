package io.millwright.postgres.runbook;

import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.plan.Ask;
import io.millwright.kit.plan.PlanDraft;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.Request;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Exchanges the image for another minor of the same major. */
final class UpgradeMinor extends ClusterRunbook {
    private static final Parameter IMAGE = Ask.required(Ask.text(
            "image",
            "Image",
            "The image with the new minor in its tag.",
            "\\S+:v?\\d\\S*",
            "an image whose tag begins with the version"));
    private final Catalogue catalogue;

    UpgradeMinor(Catalogue catalogue) {
        super(new RunbookInfo(
                "upgrade-minor",
                "Upgrade to another minor",
                Intent.UPGRADE,
                Danger.DISRUPTIVE,
                "Exchanges the image for one of another minor of the same major version: standbys first, the primary last.",
                Optional.of(Cnpg.CLUSTER_COMPONENT),
                List.of(
                        IMAGE,
                        Ask.yesNo(
                                "backup-first",
                                "Backup first",
                                "Whether a base backup is made first, where there is a destination.",
                                true)),
                List.of(
                        "Connections drop while the primary restarts; a single instance is down meanwhile.",
                        "An image of another distribution sorts texts otherwise: indexes must be rebuilt then.",
                        "An extension that the new image lacks stops working."),
                List.of(
                        "https://cloudnative-pg.io/docs/current/rolling_update",
                        "https://www.postgresql.org/docs/release/")));
        this.catalogue = catalogue;
    }

    @Override
    public List<Parameter> parameters(Optional<Instance> target, ClusterView cluster) {
        Parameter image = target.flatMap(t -> PgCluster.read(cluster, t.id()))
                .flatMap(c -> c.image()
                        .flatMap(i -> Version.ofImage(i)
                                .flatMap(v -> catalogue.major(v.major()))
                                .map(r -> Images.in(i, r.newest().text()))))
                .map(i -> Ask.with(IMAGE, i, "newest minor of the release catalogue"))
                .orElse(IMAGE);
        return List.of(image, info().parameters().getLast());
    }

    @Override
    List<Constraint> constraints(PgCluster c, ClusterView view) {
        List<Constraint> found = atRest(c, view);
        catalogued(c).ifPresent(found::add);
        return found;
    }

    /** An image that a catalogue gives is changed there, for all clusters that use it. */
    static Optional<Constraint> catalogued(PgCluster c) {
        return c.object()
                .text("spec", "imageCatalogRef", "name")
                .map(n -> blocks(
                        "catalogue",
                        "its image comes from image catalogue " + n,
                        "change the catalogue's entry, which restarts every cluster that uses it"));
    }

    @Override
    Plan plan(PgCluster c, Request request, ClusterView view, PlanDraft draft) {
        String from = c.image().orElse("");
        String to = request.input("image");
        Version old = Version.ofImage(from)
                .orElseThrow(() -> refused(
                        request.instance(),
                        "its version can't be told from image " + from,
                        "Set an image with a version."));
        Version next = Version.ofImage(to)
                .orElseThrow(() -> refused(
                        request.instance(), to + " has no version in its tag", "Give one such as 18.4-system-trixie."));
        if (to.equals(from)) {
            throw refused(request.instance(), "it runs that image already", "Choose another one.");
        }
        if (!old.major().equals(next.major())) {
            throw refused(
                    request.instance(),
                    "PostgreSQL " + next.text() + " is another major version than " + old.text(),
                    "Use runbook upgrade-major.");
        }
        draft.step(Steps.settled(c));
        if (!request.input("backup-first").equals("false")) {
            c.backupMethods().stream().findFirst().ifPresent(m -> BackupNow.steps(c, request.token(), m, draft));
        }
        draft.step(Steps.set(
                        c,
                        "image",
                        "spec.imageName " + to,
                        "The operator restarts every instance with it.",
                        Tree.of("imageName", to)))
                .step(Step.await(
                        "rolled",
                        c.wanted() + " of " + c.wanted() + " instances run it",
                        "The Cluster can read healthy before the first pod is made anew.",
                        Questions.podsCurrent(c, to, Map.of()),
                        Duration.ofMinutes(15 + 5 * c.wanted())));
        Steps.restarted(c, draft);
        told(c, from, to, old, next, draft);
        return draft.plan(
                "Upgrade " + request.instance().id().display() + ": PostgreSQL " + old.text() + " → " + next.text());
    }

    private static void told(PgCluster c, String from, String to, Version old, Version next, PlanDraft draft) {
        draft.consequence("restarts " + c.wanted() + " instances, the primary last")
                .consequence(
                        c.wanted() == 1 ? "the database is down meanwhile" : "writes stop while the primary restarts")
                .consequence("undo sets the former image, with another restart");
        if (next.olderThan(old)) {
            draft.risk(
                    "older", "It is an older minor", "Read the release notes of " + old.text() + " before going back.");
        }
        distribution(from, to, draft);
        if (c.object()
                .text("spec", "primaryUpdateStrategy")
                .filter("supervised"::equals)
                .isPresent()) {
            draft.risk(
                    "supervised",
                    "The operator waits for a switchover before the primary",
                    "While the run waits, switch over to a standby in another terminal: kubectl cnpg promote.");
        }
    }

    /** Says so when the distribution changes, or can't be told. */
    static void distribution(String from, String to, PlanDraft draft) {
        String old = Images.distribution(from);
        String next = Images.distribution(to);
        if (!old.equals(next)) {
            draft.risk(
                    "distribution",
                    "The image is of another distribution: " + (old.isEmpty() ? "unknown" : old) + " → "
                            + (next.isEmpty() ? "unknown" : next),
                    "Texts may sort otherwise there: REINDEX what is indexed by text, or keep the distribution.");
        }
    }
}
