package io.millwright.postgres.health;

import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.kit.health.FindingDraft;
import io.millwright.postgres.cnpg.Catalogue;
import io.millwright.postgres.cnpg.Catalogue.OperatorRelease;
import io.millwright.postgres.cnpg.CnpgOperators;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the operator's version is supported, the last patch, alone, and fits the cluster's Kubernetes. */
final class OperatorVersion extends OperatorCheck {
    private static final long HORIZON_DAYS = 60;
    private static final String MANUAL =
            "Upgrade one minor version at a time, with fresh backups of every cluster; all clusters restart.\n"
                    + "https://cloudnative-pg.io/docs/current/installation_upgrade";
    private final Catalogue catalogue;

    OperatorVersion(Catalogue catalogue) {
        super(
                "postgres.operator.version",
                "Operator version and support",
                Dimension.CURRENCY,
                "Image tag of the Deployment against the release catalogue: past its end or a second operator is Critical, less than 60 days"
                        + " left, not the last patch, or a Kubernetes version outside the supported range is Warning.");
        this.catalogue = catalogue;
    }

    @Override
    List<Finding> look(Resource deployment, ObjectRef ref, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        Optional<Version> version = Operators.version(deployment);
        if (version.isEmpty()) {
            findings.add(draft(view, Severity.UNKNOWN, "the operator's version can't be told")
                    .suffix("unknown")
                    .impact("Whether it is supported, or has known holes, can't be said.")
                    .saw(
                            "image without a version",
                            ref,
                            "spec.template.spec.containers[manager].image",
                            Operators.image(deployment).orElse("none"))
                    .manual(
                            "ask the operator",
                            "kubectl -n " + ref.namespace() + " logs deployment/" + ref.name()
                                    + " | grep -m1 'Starting CloudNativePG'")
                    .build());
        } else {
            support(version.get(), ref, view).ifPresent(findings::add);
            kubernetes(version.get(), ref, view).ifPresent(findings::add);
        }
        second(ref, view).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> support(Version version, ObjectRef ref, ClusterView view) {
        Optional<OperatorRelease> newest = catalogue.latestOf(version.branch());
        LocalDate today = view.now().atZone(ZoneOffset.UTC).toLocalDate();
        if (newest.isEmpty()) {
            return Optional.of(unknownBranch(version, ref, view));
        }
        LocalDate end = newest.get().supportEnds();
        if (!today.isBefore(end)) {
            return Optional.of(ended(version, end, ref, view));
        }
        if (version.olderThan(newest.get().version())) {
            return Optional.of(evidence(
                            draft(
                                    view,
                                    Severity.WARNING,
                                    "operator " + version + " isn't the last patch, "
                                            + newest.get().version()),
                            version,
                            ref)
                    .suffix("patch")
                    .impact("Only the last patch of a branch is supported; the newer ones fix security holes.")
                    .compared(
                            "last patch of the branch",
                            "release catalogue",
                            newest.get().version())
                    .manual("upgrade the operator", MANUAL)
                    .build());
        }
        long left = ChronoUnit.DAYS.between(today, end);
        return left >= HORIZON_DAYS
                ? Optional.empty()
                : Optional.of(evidence(
                                draft(
                                        view,
                                        Severity.WARNING,
                                        "support of operator " + version + " ends in " + left + " days"),
                                version,
                                ref)
                        .suffix("ending")
                        .impact("After that day no fixes come.")
                        .compared("support of branch " + version.branch() + " ends", "release catalogue", end)
                        .manual("plan the upgrade", MANUAL)
                        .build());
    }

    private Finding unknownBranch(Version version, ObjectRef ref, ClusterView view) {
        boolean newer = !version.olderThan(catalogue.operators().getFirst().version());
        Severity severity = newer ? Severity.UNKNOWN : Severity.CRITICAL;
        String title = newer
                ? "operator " + version + " is newer than the release catalogue of " + catalogue.asOf()
                : "operator " + version + " is out of support";
        return evidence(draft(view, severity, title).suffix(newer ? "newer" : "ended"), version, ref)
                .impact(
                        newer
                                ? "Whether it is supported can't be said."
                                : "No fixes come any more, not for security holes either.")
                .manual(
                        newer ? "update Millwright" : "upgrade the operator",
                        newer ? "A newer Millwright brings a newer catalogue." : MANUAL)
                .build();
    }

    private Finding ended(Version version, LocalDate end, ObjectRef ref, ClusterView view) {
        return evidence(
                        draft(view, Severity.CRITICAL, "operator " + version + " is out of support since " + end),
                        version,
                        ref)
                .suffix("ended")
                .impact("No fixes come any more, not for security holes either.")
                .compared("support of branch " + version.branch() + " ends", "release catalogue", end)
                .since(Optional.of(end.atStartOfDay(ZoneOffset.UTC).toInstant()))
                .manual("upgrade the operator", MANUAL)
                .build();
    }

    private static FindingDraft evidence(FindingDraft draft, Version version, ObjectRef ref) {
        return draft.saw("version that runs", ref, "spec.template.spec.containers[manager].image", version);
    }

    private Optional<Finding> kubernetes(Version version, ObjectRef ref, ClusterView view) {
        Optional<OperatorRelease> release = catalogue.operator(version).or(() -> catalogue.latestOf(version.branch()));
        String minor = view.kubernetesMinor();
        if (release.isEmpty() || release.get().kubernetes().contains(minor)) {
            return Optional.empty();
        }
        boolean tested = release.get().tested().contains(minor);
        return Optional.of(evidence(
                        draft(
                                view,
                                Severity.WARNING,
                                "operator " + version
                                        + (tested
                                                ? " is only tested on Kubernetes "
                                                : " isn't supported on Kubernetes ")
                                        + minor),
                        version,
                        ref)
                .suffix("kubernetes")
                .impact("Upstream doesn't fix what breaks only on this Kubernetes version.")
                .compared("version of the API server", "/version", minor)
                .compared(
                        "supported",
                        "release catalogue",
                        String.join(", ", release.get().kubernetes()))
                .manual(
                        "choose a version that fits",
                        "Supported on " + minor + ": "
                                + catalogue.operators().stream()
                                        .filter(r -> r.kubernetes().contains(minor))
                                        .map(r -> r.version().text())
                                        .findFirst()
                                        .orElse("none in the catalogue of " + catalogue.asOf())
                                + ".")
                .build());
    }

    private Optional<Finding> second(ObjectRef ref, ClusterView view) {
        List<Resource> all = CnpgOperators.deployments(view);
        if (all.size() < 2) {
            return Optional.empty();
        }
        FindingDraft draft = draft(view, Severity.CRITICAL, all.size() + " operators in one cluster")
                .suffix("several")
                .impact(
                        "Two operators that reconcile the same Clusters work against each other; upstream supports only one.");
        all.forEach(d -> draft.saw(
                "operator",
                ObjectRef.of(ref.kind(), d.namespace(), d.name()),
                "metadata.labels",
                Operators.version(d).map(Version::text).orElse("unknown version")));
        return Optional.of(draft.manual(
                        "remove all but one",
                        "Decide which one stays, and scale the others to 0 before you uninstall them:\n"
                                + "kubectl -n NAMESPACE scale deployment NAME --replicas=0")
                .build());
    }
}
