package io.millwright.logging.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.Pods;
import io.millwright.kit.simulator.Store;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Where the shards of a simulated Elasticsearch lie: each index has one, with its replicas on other nodes. */
final class Shards {
    private final SimulatedCluster world;
    private final Elastic e;
    private final Store state;

    Shards(SimulatedCluster world, Elastic e) {
        this.world = world;
        this.e = e;
        this.state = new Store(world, e.namespace(), e.name());
    }

    Store state() {
        return state;
    }

    /** The most copies that an index wants. */
    long copies() {
        return 1
                + state.all("index").values().stream()
                        .mapToLong(Shards::replicas)
                        .max()
                        .orElse(0L);
    }

    static long replicas(Resource index) {
        return index.number("rep").orElse(0L);
    }

    List<String> dataNodes() {
        return world.list(Kind.POD, Selector.labelled(e.namespace(), Names.CLUSTER_LABEL, e.name())).stream()
                .filter(p -> p.label("elasticsearch.k8s.elastic.co/node-data")
                        .filter("true"::equals)
                        .isPresent())
                .filter(Pods::ready)
                .map(Resource::name)
                .sorted()
                .toList();
    }

    private List<String> excluded() {
        return state.find("setting", "exclude")
                .flatMap(s -> s.text("names"))
                .map(n -> List.of(n.split(",")))
                .orElse(List.of());
    }

    /** Nodes that are excluded come last: a shard stays there only when it has no other place. */
    private List<String> order() {
        List<String> all = new ArrayList<>(dataNodes());
        if (!world.fault(Faults.SHARDS_STUCK)) {
            List<String> out = excluded();
            all.sort(Comparator.comparing((String n) -> out.contains(n)).thenComparing(n -> n));
        } else {
            all.sort(Comparator.reverseOrder());
        }
        return all;
    }

    /** The rows of {@code _cat/shards}. */
    List<Object> rows() {
        List<Object> rows = new ArrayList<>();
        List<String> nodes = order();
        state.all("index").forEach((name, index) -> {
            for (long copy = 0; copy <= replicas(index); copy++) {
                boolean placed = copy < nodes.size();
                Map<String, Object> row = Json.map(
                        "index",
                        name,
                        "shard",
                        "0",
                        "prirep",
                        copy == 0 ? "p" : "r",
                        "state",
                        placed ? "STARTED" : "UNASSIGNED");
                if (placed) {
                    row.put("node", nodes.get((int) copy));
                }
                rows.add(row);
            }
        });
        return rows;
    }

    long unassigned() {
        return rows().stream()
                .filter(r -> r instanceof Map<?, ?> m && "UNASSIGNED".equals(m.get("state")))
                .count();
    }
}
