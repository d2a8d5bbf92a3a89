package io.millwright.kafka.listing;

import io.millwright.kafka.strimzi.GroupLag;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Listing;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Groups of consumers and how far they are behind, where an exporter tells. */
public final class Groups implements Listing {
    private static final Info INFO = new Info(
            "groups",
            "Consumer groups",
            List.of(
                    new Column("Group", false, false),
                    new Column("Cluster", false, false),
                    new Column("Behind", true, false),
                    new Column("Partitions", true, false)));

    @Override
    public Info info() {
        return INFO;
    }

    @Override
    public List<Row> rows(ClusterView cluster) {
        List<Row> rows = new ArrayList<>();
        for (Resource object : cluster.list(Strimzi.KAFKA, Selector.ALL)) {
            KafkaCluster c = new KafkaCluster(object);
            if (object.at("spec", "kafkaExporter").isEmpty()) {
                continue;
            }
            Optional<Resource> exporter = GroupLag.exporter(c, cluster);
            Optional<List<GroupLag>> groups = exporter.flatMap(e -> GroupLag.read(e, cluster));
            if (groups.isEmpty()) {
                rows.add(new Row(
                        c.ref(), Severity.UNKNOWN, List.of("?", c.namespace() + "/" + c.name(), "can't be read", "–")));
            }
            groups.orElse(List.of())
                    .forEach(g -> rows.add(new Row(
                            exporter.orElseThrow().ref(Kind.POD),
                            g.behind() ? Severity.WARNING : Severity.OK,
                            List.of(
                                    g.group(),
                                    c.namespace() + "/" + c.name(),
                                    Long.toString(g.messages()),
                                    Integer.toString(g.partitions())))));
        }
        return rows;
    }
}
