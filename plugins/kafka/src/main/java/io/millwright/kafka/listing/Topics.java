package io.millwright.kafka.listing;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.listing.Table;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import java.util.List;

/** The topics that are kept as objects. */
public final class Topics extends Table {
    public Topics() {
        super("topics", "Topics", Strimzi.TOPIC, "Name", "Cluster", "#Partitions", "#Replicas", "State", "+Kafka name");
    }

    @Override
    protected Row row(Resource topic, ClusterView view) {
        return new Row(
                topic.ref(Strimzi.TOPIC),
                Declared.severity(topic),
                List.of(
                        topic.namespace() + "/" + topic.name(),
                        topic.label(Strimzi.CLUSTER_LABEL).orElse("none"),
                        topic.text("spec", "partitions").orElse("default"),
                        topic.text("spec", "replicas").orElse("default"),
                        Declared.state(topic),
                        topic.text("status", "topicName")
                                .or(() -> topic.text("spec", "topicName"))
                                .orElse(topic.name())));
    }
}
