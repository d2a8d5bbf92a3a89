package io.millwright.certificates.health;

import io.millwright.certificates.facts.CertManager;
import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Installation.Part;
import io.millwright.certificates.facts.Published;
import io.millwright.kit.Version;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Release;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the version is current, supported, safe, the same everywhere, and there once. */
final class OperatorVersion extends OperatorCheck {
    OperatorVersion() {
        super(
                "certificates.operator.version",
                "Version",
                Dimension.CURRENCY,
                "The images' tags against the release catalogue: a line without support or without the fix of GHSA-8rvj-mm4h-c258 is Warning,"
                        + " not the newest is Info, one that can't be told is Unknown; parts of different versions and a Kubernetes that the"
                        + " release isn't tested with are Warning (Info where Kubernetes is newer than the catalogue); two installations are Critical.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        two(view).ifPresent(findings::add);
        Optional<String> version = installation.version();
        if (version.isEmpty()) {
            findings.add(draft(view, Severity.UNKNOWN, "the version can't be told")
                    .suffix("unknown")
                    .impact("Whether it has known security holes can't be said.")
                    .saw(
                            "image",
                            installation.ref(),
                            "spec.template.spec.containers[0].image",
                            "has no version in its tag")
                    .manual(
                            "look at it",
                            "kubectl -n " + installation.namespace() + " get deployment "
                                    + installation.controller().name() + " -o wide")
                    .build());
            return findings;
        }
        currency(installation, version.get(), view).ifPresent(findings::add);
        skew(installation, version.get(), view).ifPresent(findings::add);
        kubernetes(installation, version.get(), view).ifPresent(findings::add);
        return findings;
    }

    private Optional<Finding> two(ClusterView view) {
        List<Installation> all = Installation.all(view);
        if (all.size() < 2) {
            return Optional.empty();
        }
        FindingDraft draft = draft(view, Severity.CRITICAL, all.size() + " installations of cert-manager")
                .suffix("two")
                .impact("They write the same objects and undo each other's work.");
        all.forEach(i ->
                draft.saw("controller", i.ref(), "spec.replicas", i.version().orElse("?")));
        return Optional.of(draft.manual(
                        "keep one",
                        "Find out which one the definitions belong to, and remove the other release without its definitions:"
                                + " helm list -A | grep cert-manager")
                .build());
    }

    private Optional<Finding> currency(Installation installation, String version, ClusterView view) {
        List<Release> all = Published.RELEASES.of(CertManager.OPERATOR);
        String newest = all.getFirst().version();
        Version running = Version.of(version);
        if (!running.olderThan(Version.of(newest))) {
            return Optional.empty();
        }
        boolean hole = running.olderThan(Version.of("1.19.6"))
                || (running.branch().equals("1.20") && running.olderThan(Version.of("1.20.3")));
        boolean ended = all.stream()
                .filter(r -> Version.of(r.version()).branch().equals(running.branch()))
                .findFirst()
                .map(r -> r.supportEnds().isPresent())
                .orElse(running.olderThan(Version.of("1.20")));
        FindingDraft draft = hole
                ? draft(view, Severity.WARNING, "cert-manager " + version + " has a known security hole")
                        .suffix("vulnerable")
                        .impact(
                                "Users of a namespace can use the credentials of cluster issuers (GHSA-8rvj-mm4h-c258).")
                : ended
                        ? draft(view, Severity.WARNING, "cert-manager " + running.branch() + " gets no fixes any more")
                                .suffix("unsupported")
                                .impact("Holes that are found from now on stay open.")
                        : draft(view, Severity.INFO, "cert-manager " + version + " isn't the newest: " + newest)
                                .suffix("newer")
                                .impact("Fixes come with new releases only.");
        draft.saw("runs", installation.ref(), "spec.template.spec.containers[0].image", version)
                .compared("newest", "release catalogue of " + Published.RELEASES.asOf(), newest);
        Optional<Release> next =
                Published.RELEASES.next(CertManager.OPERATOR, version).stream().findFirst();
        next.ifPresentOrElse(
                r -> draft.run("upgrade to " + r.version(), "upgrade", Map.of("version", r.version())),
                () -> draft.manual(
                        "upgrade one minor at a time",
                        "Follow https://cert-manager.io/docs/releases/upgrading/ from " + running.branch()
                                + " on, one minor at a time; keep a backup of issuers and certificates."));
        return Optional.of(draft.build());
    }

    private Optional<Finding> skew(Installation installation, String version, ClusterView view) {
        Map<Part, Resource> parts = installation.parts(view);
        Map<String, String> versions = new LinkedHashMap<>();
        parts.forEach((p, d) -> versions.put(p.word(), Installation.version(d).orElse("?")));
        if (versions.values().stream().allMatch(version::equals)) {
            return Optional.empty();
        }
        FindingDraft draft = draft(view, Severity.WARNING, "the parts are of different versions")
                .suffix("skew")
                .impact("An upgrade is half done; controller, webhook and injector are only tested together.");
        parts.forEach((p, d) ->
                draft.saw(p.word(), d.ref(Kind.DEPLOYMENT), "spec.template", versions.getOrDefault(p.word(), "?")));
        return Optional.of(draft.manual(
                        "finish the upgrade",
                        "helm -n " + installation.namespace() + " history "
                                + installation.controller().name()
                                + "\nThen upgrade the release again to the version that is wanted.")
                .build());
    }

    private Optional<Finding> kubernetes(Installation installation, String version, ClusterView view) {
        // A minor that no release of the catalogue knows came out after the catalogue: then it may just be old.
        Version minor = Version.of(view.kubernetesMinor());
        boolean newer = Published.RELEASES.releases().stream()
                .flatMap(r -> r.kubernetes().stream())
                .allMatch(k -> Version.of(k).olderThan(minor));
        return Published.RELEASES
                .find(CertManager.OPERATOR, version)
                .filter(r -> !r.kubernetes().isEmpty() && !r.kubernetes().contains(view.kubernetesMinor()))
                .map(r -> draft(
                                view,
                                newer ? Severity.INFO : Severity.WARNING,
                                version + " isn't known to be tested with Kubernetes " + view.kubernetesMinor())
                        .suffix("kubernetes")
                        .impact("It may work; upstream doesn't say so.")
                        .saw("runs", installation.ref(), "spec.template", version)
                        .compared(
                                "tested with",
                                "release catalogue of " + Published.RELEASES.asOf(),
                                String.join(", ", r.kubernetes()))
                        .manual(
                                "compare",
                                "https://cert-manager.io/docs/releases/ says which release fits which Kubernetes.")
                        .build());
    }
}
