package io.millwright.postgres.health;

import io.millwright.kit.Version;
import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Catalogue.PostgresRelease;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Whether the version of PostgreSQL is supported and its newest minor. */
final class ImageCurrency extends ClusterCheck {
    private static final long HORIZON_DAYS = 180;
    private final Catalogue catalogue;

    ImageCurrency(Catalogue catalogue) {
        super(
                "postgres.image.currency",
                "PostgreSQL version and support",
                Dimension.CURRENCY,
                "Version in status.pgDataImageInfo.image, else status.image, against the release catalogue: past its end is Critical, less than 180"
                        + " days left or an older minor is Warning.");
        this.catalogue = catalogue;
    }

    @Override
    List<Finding> look(PgCluster c, ClusterView view) {
        if (c.image().isEmpty() && c.version().isEmpty()) {
            return List.of();
        }
        Optional<Version> version = c.version();
        Optional<PostgresRelease> release = version.flatMap(v -> catalogue.major(v.major()));
        if (release.isEmpty()) {
            return List.of(image(
                            c,
                            draft(
                                    view,
                                    Severity.UNKNOWN,
                                    version.map(v -> "PostgreSQL " + v + " isn't in the release catalogue of "
                                                    + catalogue.asOf())
                                            .orElse("the version of PostgreSQL can't be told from its image")))
                    .suffix("unknown")
                    .impact("Whether it is supported, or has known holes, can't be said.")
                    .manual(
                            "ask the server",
                            "kubectl -n " + c.namespace() + " exec "
                                    + c.currentPrimary().orElse("POD")
                                    + " -c postgres -- psql -AtXc 'show server_version'")
                    .build());
        }
        LocalDate today = view.now().atZone(ZoneOffset.UTC).toLocalDate();
        long left = ChronoUnit.DAYS.between(today, release.get().supportEnds());
        if (left < HORIZON_DAYS) {
            return List.of(ends(c, release.get(), left, view));
        }
        return older(c, version.get(), release.get(), view).stream().toList();
    }

    private Finding ends(PgCluster c, PostgresRelease release, long left, ClusterView view) {
        boolean over = left <= 0;
        return image(
                        c,
                        draft(
                                view,
                                over ? Severity.CRITICAL : Severity.WARNING,
                                "PostgreSQL " + release.major()
                                        + (over
                                                ? " is out of support since " + release.supportEnds()
                                                : " goes out of support in " + left + " days")))
                .suffix(over ? "ended" : "ending")
                .impact(
                        over
                                ? "No fixes come any more, not for security holes either."
                                : "After that day no fixes come.")
                .compared("support ends", "release catalogue", release.supportEnds())
                .manual(
                        "plan a major upgrade",
                        "Rehearse it on a restored copy first; the database is down while pg_upgrade runs.\n"
                                + "https://cloudnative-pg.io/docs/current/postgres_upgrades")
                .build();
    }

    private Optional<Finding> older(PgCluster c, Version version, PostgresRelease release, ClusterView view) {
        if (!version.text().contains(".") || !version.olderThan(release.newest())) {
            return Optional.empty();
        }
        return Optional.of(image(
                        c,
                        draft(
                                view,
                                Severity.WARNING,
                                "PostgreSQL " + version + " isn't the newest minor, " + release.newest()))
                .suffix("minor")
                .impact("The newer minors fix bugs and security holes.")
                .compared("newest minor", "release catalogue of " + catalogue.asOf(), release.newest())
                .manual(
                        "move to the newest minor",
                        "Of the same distribution (the part after the version stays); all instances restart one by one:\n"
                                + "kubectl -n " + c.namespace() + " patch cluster " + c.name()
                                + " --type merge -p '{\"spec\":{\"imageName\":\""
                                + c.image()
                                        .orElse("")
                                        .replace(
                                                ":" + version.text(),
                                                ":" + release.newest().text()) + "\"}}'")
                .build());
    }

    private static FindingDraft image(PgCluster c, FindingDraft draft) {
        return draft.saw(
                "image",
                c.ref(),
                c.dataImage().isPresent() ? "status.pgDataImageInfo.image" : "status.image",
                c.dataImage().or(c::image).orElse("none"));
    }
}
