package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Bytes;
import io.millwright.kit.simulator.Pods;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import java.util.List;
import java.util.Optional;

/** What a node tells on its metrics port, if its Kafka has metrics switched on. */
final class MetricsPage {
    private MetricsPage() {}

    static Optional<HttpReply> answer(SimulatedCluster world, ObjectRef object, int port, String path) {
        Optional<Resource> pod = object.kind().equals(Kind.POD) ? world.get(object) : Optional.empty();
        if (pod.isEmpty() || port != Strimzi.METRICS_PORT) {
            return Optional.empty();
        }
        if (pod.get()
                .label(Strimzi.COMPONENT_LABEL)
                .filter("kafka-exporter"::equals)
                .isPresent()) {
            return Optional.of(new HttpReply(
                    200,
                    "kafka_consumergroup_lag{consumergroup=\"shop\",topic=\"orders\",partition=\"0\"} "
                            + (world.fault(Marks.CONSUMERS_BEHIND) ? 48_000 : 12) + "\n"));
        }
        if (pod.get().label(Strimzi.BROKER_LABEL).isEmpty()) {
            return Optional.empty();
        }
        String cluster = pod.get().label(Strimzi.CLUSTER_LABEL).orElse("");
        Optional<KafkaCluster> kafka = world.get(ObjectRef.of(Strimzi.KAFKA, object.namespace(), cluster))
                .map(KafkaCluster::new);
        boolean answers = kafka.filter(KafkaCluster::metrics).isPresent() && path.equals(BrokerMetrics.PATH);
        return answers ? Optional.of(new HttpReply(200, page(world, kafka.get(), pod.get()))) : Optional.empty();
    }

    private static String page(SimulatedCluster world, KafkaCluster kafka, Resource pod) {
        List<Resource> all =
                world.list(Kind.POD, Selector.labelled(kafka.namespace(), Strimzi.CLUSTER_LABEL, kafka.name())).stream()
                        .filter(p -> p.label(Strimzi.BROKER_LABEL).isPresent())
                        .toList();
        List<Resource> brokers = all.stream().filter(KafkaCluster::isBroker).toList();
        long ready = brokers.stream().filter(Pods::ready).count();
        long own = partitions(world, pod);
        boolean missing = brokers.stream().anyMatch(p -> !Pods.ready(p) && partitions(world, p) > 0);
        String active = all.stream()
                .filter(p -> KafkaCluster.isController(p) && Pods.ready(p))
                .map(Resource::name)
                .findFirst()
                .orElse("");
        StringBuilder page = new StringBuilder();
        boolean broker = KafkaCluster.isBroker(pod);
        boolean last = brokers.stream()
                .map(Resource::name)
                .reduce((a, b) -> b)
                .filter(pod.name()::equals)
                .isPresent();
        boolean full = world.fault(Marks.DISK_FULL) && last;
        if (broker) {
            line(page, BrokerMetrics.PARTITIONS, own);
            line(page, BrokerMetrics.UNDER_REPLICATED, missing ? own : 0);
            line(page, BrokerMetrics.UNDER_MIN_ISR, ready < kafka.minInSync() ? own : 0);
            line(page, BrokerMetrics.OFFLINE_DIRECTORIES, full ? 1 : 0);
            page.append(BrokerMetrics.LOG_SIZE)
                    .append("{topic=\"orders\",partition=\"0\"} ")
                    .append(KafkaReconciler.claim(world, pod)
                                    .flatMap(c -> c.text("status", "capacity", "storage"))
                                    .flatMap(Bytes::quantity)
                                    .orElse(0L)
                            * (full ? 96 : 12)
                            / 100)
                    .append('\n');
        }
        if (KafkaCluster.isController(pod)) {
            boolean leads = pod.name().equals(active);
            line(page, BrokerMetrics.ACTIVE_CONTROLLER, leads ? 1 : 0);
            line(page, BrokerMetrics.OFFLINE, leads && ready == 0 ? 12 : 0);
        }
        return page.toString();
    }

    private static long partitions(SimulatedCluster world, Resource pod) {
        return KafkaReconciler.claim(world, pod)
                .flatMap(c -> c.number("metadata", "annotations", Marks.PARTITIONS))
                .orElse(0L);
    }

    private static void line(StringBuilder page, String name, long value) {
        page.append(name).append(' ').append(value).append(".0\n");
    }
}
