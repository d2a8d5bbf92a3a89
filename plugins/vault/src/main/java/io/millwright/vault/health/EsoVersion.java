package io.millwright.vault.health;

import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.Release;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Eso;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Versions;
import java.util.List;
import java.util.Optional;

/** Whether the operator is current: only its newest minor is supported. */
final class EsoVersion extends EsoCheck {
    private final Versions versions;

    EsoVersion(Versions versions) {
        super(
                "vault.eso.version",
                "Operator version",
                Dimension.CURRENCY,
                "Image tag against the release catalogue: an older minor than the newest is Warning, as only that one is supported; an older patch is Info.");
        this.versions = versions;
    }

    @Override
    protected List<Finding> look(Resource root, Instance instance, ClusterView view) {
        Optional<String> version = Eso.version(root);
        if (version.isEmpty()) {
            return List.of(draft(view, Severity.UNKNOWN, "its version can't be told")
                    .suffix("unreadable")
                    .impact("Whether it is supported isn't known.")
                    .saw(
                            "image",
                            root.ref(Kind.DEPLOYMENT),
                            "spec.template.spec.containers[].image",
                            "without a version")
                    .manual("look at its log", log(root))
                    .build());
        }
        Version newest = Version.of(versions.newest(Names.ESO));
        Version running = Version.of(version.get());
        if (!running.olderThan(newest)) {
            return List.of();
        }
        boolean minor = !running.branch().equals(newest.branch());
        var draft = draft(view, minor ? Severity.WARNING : Severity.INFO, "External Secrets " + newest + " is out")
                .suffix("newer")
                .impact(minor ? "Only the newest minor gets corrections." : "Corrections are missing.")
                .saw("version", root.ref(Kind.DEPLOYMENT), "image tag", running);
        Optional<Release> next =
                versions.catalogue().next(Names.ESO, running.text()).stream().findFirst();
        return List.of(
                next.isPresent()
                        ? draft.run(
                                        "upgrade to " + next.get().version(),
                                        "upgrade-external-secrets",
                                        Tree.of("version", next.get().version()))
                                .build()
                        : draft.manual(
                                        "upgrade one minor after the other",
                                        "https://external-secrets.io/latest/introduction/stability-support/")
                                .build());
    }
}
