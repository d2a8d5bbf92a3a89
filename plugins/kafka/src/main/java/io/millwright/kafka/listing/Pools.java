package io.millwright.kafka.listing;

import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.stream.Collectors;

/** The node pools of the clusters. */
public final class Pools extends Table {
    public Pools() {
        super("pools", "Node pools", Strimzi.POOL, "Name", "Cluster", "Roles", "#Wanted", "#Nodes", "Storage", "+Ids");
    }

    @Override
    protected Row row(Resource object, ClusterView view) {
        NodePool pool = new NodePool(object);
        long nodes = pool.ids().size();
        return new Row(
                pool.ref(),
                nodes == pool.wanted() ? Severity.OK : Severity.WARNING,
                List.of(
                        object.namespace() + "/" + pool.name(),
                        pool.cluster().isEmpty() ? "none" : pool.cluster(),
                        pool.roles(),
                        Long.toString(pool.wanted()),
                        Long.toString(nodes),
                        pool.size(),
                        pool.ids().stream().map(String::valueOf).collect(Collectors.joining(", "))));
    }
}
