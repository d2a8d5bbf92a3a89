package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.GroupLag;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Optional;

/** Whether groups of consumers keep up, where an exporter tells. */
final class ConsumerLag extends ClusterCheck {
    ConsumerLag() {
        super(
                "kafka.lag",
                "Consumers keeping up",
                Dimension.CAPACITY,
                "Metric " + GroupLag.METRIC
                        + " of the exporter, summed by group: above 1000 messages is Warning. Only where spec.kafkaExporter is set; an"
                        + " exporter that doesn't answer is Unknown.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        if (c.object().at("spec", "kafkaExporter").isEmpty() || !c.ready()) {
            return List.of();
        }
        Optional<Resource> pod = GroupLag.exporter(c, view);
        Optional<List<GroupLag>> page = pod.flatMap(p -> GroupLag.read(p, view));
        if (page.isEmpty()) {
            return List.of(draft(view, Severity.UNKNOWN, "whether consumers keep up can't be read")
                    .suffix("unknown")
                    .impact("A group that falls behind may lose messages when they are deleted by age.")
                    .saw(
                            "exporter",
                            c.beside(Kind.DEPLOYMENT, c.name() + "-kafka-exporter"),
                            "pod, port 9404 /metrics",
                            pod.isEmpty() ? "no pod serves" : "no answer")
                    .manual(
                            "look at it",
                            "kubectl -n " + c.namespace() + " logs deployment/" + c.name()
                                    + "-kafka-exporter --tail=20")
                    .build());
        }
        return page.get().stream()
                .filter(GroupLag::behind)
                .map(g -> behind(c, pod.orElseThrow(), g.group(), g.messages(), view))
                .toList();
    }

    private Finding behind(KafkaCluster c, Resource exporter, String group, long lag, ClusterView view) {
        return draft(view, Severity.WARNING, "group " + group + " is " + lag + " messages behind")
                .suffix(group.replaceAll("[^A-Za-z0-9]+", "-"))
                .impact("Its application works on old messages, and loses those that are deleted by age first.")
                .saw("lag", exporter.ref(Kind.POD), GroupLag.METRIC + "{consumergroup=\"" + group + "\"}", lag)
                .manual("see by partition", """
                        kubectl -n %1$s exec POD -c kafka -- bin/kafka-consumer-groups.sh --bootstrap-server localhost:9092 --describe --group %2$s
                        (needs a listener without login). More consumers help up to the number of partitions.
                        """.formatted(c.namespace(), group))
                .build();
    }
}
