package io.millwright.vault.health;

import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Severity;
import io.millwright.vault.facts.Peer;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.List;
import java.util.Map;

/** Whether all servers run the same version. */
final class VersionSkew extends SealCheck {
    VersionSkew() {
        super(
                "vault.version-skew",
                "One version",
                Dimension.CURRENCY,
                "GET /v1/sys/seal-status of each pod, version: more than one is Warning.");
    }

    @Override
    List<Finding> judge(Server server, List<Peer> peers, ClusterView view) {
        List<String> versions = peers.stream()
                .flatMap(p -> p.seal().stream())
                .map(Seal::version)
                .filter(v -> !v.isEmpty())
                .distinct()
                .sorted()
                .toList();
        if (versions.size() < 2) {
            return List.of();
        }
        FindingDraft draft = draft(view, Severity.WARNING, "servers run " + String.join(" and ", versions))
                .impact("An upgrade isn't finished. An older server must not take over from a newer one.")
                .cause("pods take a new version only when they are deleted");
        peers.forEach(p -> draft.saw(
                p.name(),
                p.ref(),
                "GET " + Seal.PATH + " version",
                p.seal().map(Seal::version).orElse("unknown")));
        return List.of(draft.run("restart the former ones, standbys first", "restart", Map.of("which", "former"))
                .build());
    }
}
