package io.millwright.vault.health;

import io.millwright.kit.Tree;
import io.millwright.kit.Version;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Release;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Server;
import io.millwright.vault.facts.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the servers are current and made for this Kubernetes. */
final class ServerVersion extends ServerCheck {
    private final Versions versions;

    ServerVersion(Versions versions) {
        super(
                "vault.version",
                "Version",
                Dimension.CURRENCY,
                "Image tag against the release catalogue: a newer release is Info; a Kubernetes that this release doesn't name is Warning where another one names it, else Info; 2.0.0 to 2.0.2 of Vault Enterprise is Warning (Raft loses its majority with seal wrapping).");
        this.versions = versions;
    }

    @Override
    List<Finding> look(Server server, ClusterView view) {
        Optional<String> version = server.version();
        if (version.isEmpty()) {
            return List.of(
                    unreadable(view, server.ref(), "spec.template.spec.containers[].image", "it names no version")
                            .manual("ask a server", status(server, server.name() + "-0"))
                            .build());
        }
        String product = server.product().id();
        List<Finding> found = new ArrayList<>();
        boolean enterprise = server.container()
                .flatMap(c -> c.text("image"))
                .filter(i -> i.contains("enterprise") || i.contains("-ent"))
                .isPresent();
        if (enterprise && version.get().matches("2\\.0\\.[0-2]")) {
            found.add(base(
                            server,
                            view,
                            Severity.WARNING,
                            "Vault Enterprise " + version.get() + " loses its majority with seal wrapping")
                    .suffix("known-bad")
                    .impact("Raft fails in a way that 2.0.3 corrects.")
                    .build());
        }
        Optional<Release> known = versions.catalogue().find(product, version.get());
        boolean named = versions.catalogue().of(product).stream()
                .anyMatch(r -> r.kubernetes().contains(view.kubernetesMinor()));
        if (known.filter(r -> !r.kubernetes().contains(view.kubernetesMinor())).isPresent()) {
            found.add(base(
                            server,
                            view,
                            named ? Severity.WARNING : Severity.INFO,
                            version.get() + " doesn't name Kubernetes " + view.kubernetesMinor())
                    .suffix("kubernetes")
                    .impact(
                            named
                                    ? "Upstream hasn't tested them together; another release it has."
                                    : "Upstream hasn't tested them together, nor any other release with this Kubernetes.")
                    .build());
        }
        String newest = versions.newest(product);
        if (Version.of(version.get()).olderThan(Version.of(newest))) {
            found.add(base(server, view, Severity.INFO, server.product().title() + " " + newest + " is out")
                    .suffix("newer")
                    .impact("Corrections, some of them for security, are missing.")
                    .build());
        }
        return found;
    }

    private FindingDraft base(Server server, ClusterView view, Severity severity, String title) {
        FindingDraft draft = draft(view, severity, title)
                .saw("version", server.ref(), "image tag", server.version().orElse(""));
        versions.next(server.product().id(), server.version().orElse(""))
                .ifPresent(v -> draft.run("upgrade to " + v, "upgrade", Tree.of("version", v)));
        return draft;
    }
}
