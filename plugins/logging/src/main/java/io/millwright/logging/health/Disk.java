package io.millwright.logging.health;

import io.millwright.kit.Tree;
import io.millwright.kit.health.FindingDraft;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.NodeSet;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** How full the disks are. */
final class Disk extends PageCheck {
    Disk() {
        super(
                "logging.es.disk",
                "Disk space",
                Dimension.CAPACITY,
                "/_cat/allocation?format=json&bytes=b",
                "disk.percent of each node: from 85 (no new shards) Warning, from 90 (shards move away) Critical; at 95 indices become read-only.");
    }

    @Override
    List<Finding> judge(Elastic e, Resource page, ClusterView view) {
        List<Resource> full = page.items("rows").stream()
                .filter(r -> r.number("disk.percent").orElse(0L) >= 85)
                .toList();
        if (full.isEmpty()) {
            return List.of();
        }
        long worst = full.stream()
                .mapToLong(r -> r.number("disk.percent").orElse(0L))
                .max()
                .orElse(0);
        FindingDraft draft = draft(
                        view,
                        worst >= 90 ? Severity.CRITICAL : Severity.WARNING,
                        full.size() + " disks are full to " + worst + " %")
                .suffix(worst >= 95 ? "flood" : worst >= 90 ? "high" : "low")
                .impact(
                        worst >= 95
                                ? "Indices are read-only: logs are refused."
                                : worst >= 90
                                        ? "Shards are moved away; at 95 % indices become read-only and logs are lost."
                                        : "No new shard is placed there; indices stay without their replicas.");
        full.forEach(r -> draft.saw(
                "disk of " + r.text("node").orElse("?"),
                e.ref(),
                path() + " disk.percent",
                r.text("disk.percent").orElse("?")));
        return List.of(draft.run(
                        "grow the volumes",
                        "grow-storage",
                        e.nodeSets().stream()
                                .filter(NodeSet::data)
                                .findFirst()
                                .map(s -> Tree.of("node-set", s.name()))
                                .orElseGet(() -> Tree.of("node-set", "")))
                .manual(
                        "or keep logs for a shorter time",
                        curl(e, "GET", "/_cat/indices?v&s=store.size:desc&h=index,store.size,creation.date.string", ""))
                .build());
    }
}
