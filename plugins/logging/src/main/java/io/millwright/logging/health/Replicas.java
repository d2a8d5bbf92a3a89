package io.millwright.logging.health;

import io.millwright.logging.facts.Elastic;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** Indices with one copy where two would have a place. */
final class Replicas extends PageCheck {
    Replicas() {
        super(
                "logging.es.replicas",
                "Indices have copies",
                Dimension.DURABILITY,
                "/_cat/indices?format=json&h=index,rep,health",
                "rep 0 on a cluster of several data nodes is Info.");
    }

    @Override
    List<Finding> judge(Elastic e, Resource page, ClusterView view) {
        List<String> single = page.items("rows").stream()
                .filter(r -> r.text("rep").filter("0"::equals).isPresent())
                .flatMap(r -> r.text("index").stream())
                .filter(i -> !i.startsWith("."))
                .toList();
        return single.isEmpty() || e.dataNodes() < 2
                ? List.of()
                : List.of(draft(view, Severity.INFO, single.size() + " indices have one copy")
                        .impact("Each restart of their node takes them away for a while, a lost volume for ever.")
                        .saw("indices", e.ref(), path(), String.join(", ", single))
                        .manual(
                                "give them a replica",
                                curl(
                                        e,
                                        "PUT",
                                        "/" + single.getFirst() + "/_settings",
                                        "{\"index.number_of_replicas\":1}"))
                        .build());
    }
}
