package io.millwright.logging.health;

import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.health.FindingDraft;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.Versions;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Release;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** Whether newer versions are out. */
final class StackVersion extends EsCheck {
    private final Versions versions;

    StackVersion(Versions versions) {
        super(
                "logging.es.version",
                "Version",
                Dimension.CURRENCY,
                "status.version against the release catalogue: another is newest is Info, before 8.19 is Warning.");
        this.versions = versions;
    }

    @Override
    List<Finding> look(Elastic e, ClusterView view) {
        Optional<String> version = e.version();
        if (version.isEmpty()) {
            return List.of();
        }
        String newest = versions.newest(Names.ELASTICSEARCH);
        Version now = Version.of(version.get());
        if (!now.olderThan(Version.of(newest))) {
            return List.of();
        }
        boolean old = now.olderThan(Version.of("8.19"));
        Optional<Release> next = versions.catalogue().next(Names.ELASTICSEARCH, version.get()).stream()
                .findFirst();
        FindingDraft draft = draft(
                        view, old ? Severity.WARNING : Severity.INFO, version.get() + " runs, " + newest + " is out")
                .suffix(old ? "old" : "newer")
                .impact(old ? "It is on the way to no 9.x: 8.19 comes first." : "Corrections are missing.")
                .saw("version", e.ref(), "status.version", version.get())
                .compared("newest known on " + versions.catalogue().asOf(), "version", newest);
        next.ifPresent(r -> draft.run("upgrade to " + r.version(), "upgrade", Tree.of("version", r.version())));
        return List.of(draft.build());
    }
}
