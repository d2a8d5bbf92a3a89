package io.millwright.kafka;

import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.OperatorMetrics;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.FakeCluster;
import io.millwright.testkit.sandbox.Town;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A sandbox with Strimzi. */
final class KafkaTown extends Town {
    KafkaTown(String scenario) {
        super(new KafkaTool(), scenario);
    }

    KafkaCluster kafka(String namespace, String name) {
        return Look.kafka(this, namespace, name);
    }

    /** One with that scenario's cluster at rest. */
    static KafkaTown healthy() throws InterruptedException {
        KafkaTown town = new KafkaTown("healthy");
        town.settled("messaging", "events");
        return town;
    }

    void settled(String namespace, String name) throws InterruptedException {
        Look.settled(this, namespace, name);
    }

    /** Everything that is there, with the pages of the nodes, as a cluster that stands still. */
    FakeCluster copy() {
        List<Page> pages = new ArrayList<>();
        for (Resource pod : view().list(Kind.POD, Selector.ALL)) {
            String kind = pod.label(Strimzi.KIND_LABEL).orElse("");
            if (kind.equals("cluster-operator")) {
                pages.add(new Page(pod.ref(Kind.POD), "http", OperatorMetrics.PORT, OperatorMetrics.PATH));
            } else if (kind.equals(Strimzi.MIRROR.kind())
                    || pod.label(Strimzi.BROKER_LABEL).isPresent()
                    || pod.label(Strimzi.COMPONENT_LABEL)
                            .filter("kafka-exporter"::equals)
                            .isPresent()) {
                pages.add(new Page(pod.ref(Kind.POD), "http", Strimzi.METRICS_PORT, BrokerMetrics.PATH));
            }
        }
        return copy(pages);
    }

    /** A place with one cluster shop/orders whose controllers and brokers are nodes of their own. */
    static KafkaTown separate() throws InterruptedException {
        KafkaTown town = new KafkaTown("empty");
        town.release("1.2.0");
        town.until(t -> t.tool().discover(t.view()).stream()
                .anyMatch(i -> i.summary().getOrDefault("ready", "").equals("1/1")));
        town.succeeds(
                "create-cluster",
                "",
                Map.of(
                        "name", "orders",
                        "namespace", "shop",
                        "layout", "separate",
                        "memory", "1Gi",
                        "plain", "true",
                        "brokers", "3",
                        "exporter", "true"));
        return town;
    }
}
