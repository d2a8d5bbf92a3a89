package io.millwright.kafka.listing;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Listing;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What moves data into, out of and between clusters: Kafka Connect, its connectors, MirrorMaker 2 and the HTTP bridge. */
public final class Connects implements Listing {
    private static final Info INFO = new Info(
            "connect",
            "Connect and mirrors",
            Stream.of("Name", "Kind", "Replicas", "State", "Serves")
                    .map(n -> new Column(n, n.equals("Replicas"), n.equals("Serves")))
                    .toList());

    @Override
    public Info info() {
        return INFO;
    }

    @Override
    public List<Row> rows(ClusterView cluster) {
        List<Row> rows = new ArrayList<>();
        for (Kind kind : List.of(Strimzi.CONNECT, Strimzi.CONNECTOR, Strimzi.MIRROR, Strimzi.BRIDGE)) {
            cluster.list(kind, Selector.ALL).forEach(o -> rows.add(row(o, kind)));
        }
        return rows;
    }

    private static Row row(Resource object, Kind kind) {
        return new Row(
                object.ref(kind),
                Declared.severity(object),
                List.of(
                        object.namespace() + "/" + object.name(),
                        kind.kind(),
                        object.text("spec", "replicas")
                                .or(() -> object.text("spec", "tasksMax"))
                                .orElse("–"),
                        Declared.state(object),
                        object.text("spec", "bootstrapServers")
                                .or(() -> object.text("spec", "target", "bootstrapServers"))
                                .or(() -> object.label(Strimzi.CLUSTER_LABEL))
                                .orElse("–")));
    }
}
