package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.MirrorLag;
import io.millwright.kafka.strimzi.OperatorMetrics;
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

/** What nodes and mirrors tell on their metrics port, if metrics are switched on there, and what the operator always does. */
final class MetricsPage {
    /** How many logs a broker still looks through after an unclean stop. */
    static final long LOGS_LEFT = 37;

    private static final long METADATA_RECORDS = 250_000;

    private MetricsPage() {}

    static Optional<HttpReply> answer(SimulatedCluster world, ObjectRef object, int port, String path) {
        Optional<Resource> pod = object.kind().equals(Kind.POD) ? world.get(object) : Optional.empty();
        if (pod.isEmpty() || !path.equals(BrokerMetrics.PATH)) {
            return Optional.empty();
        }
        String kind = pod.get().label(Strimzi.KIND_LABEL).orElse("");
        if (port == OperatorMetrics.PORT && kind.equals("cluster-operator")) {
            return Optional.of(new HttpReply(200, operator(world.fault(Marks.RIGHTS_MISSING))));
        }
        if (port != Strimzi.METRICS_PORT) {
            return Optional.empty();
        }
        if (kind.equals(Strimzi.MIRROR.kind())) {
            return mirror(world, pod.get());
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
        boolean answers = kafka.filter(KafkaCluster::metrics).isPresent();
        return answers ? Optional.of(new HttpReply(200, page(world, kafka.get(), pod.get()))) : Optional.empty();
    }

    private static String operator(boolean failing) {
        StringBuilder page = new StringBuilder();
        for (String kind : List.of("Kafka", "KafkaRebalance")) {
            String labels = "{kind=\"" + kind + "\",namespace=\"*\",selector=\"\"}";
            line(page, OperatorMetrics.GOOD + labels, 120);
            line(page, OperatorMetrics.FAILED + labels, failing && kind.equals("Kafka") ? 240 : 2);
            line(page, OperatorMetrics.LOCKED + labels, 4);
        }
        return page.toString();
    }

    private static Optional<HttpReply> mirror(SimulatedCluster world, Resource pod) {
        String name = pod.label(Strimzi.CLUSTER_LABEL).orElse("");
        boolean metrics = world.get(ObjectRef.of(Strimzi.MIRROR, pod.namespace(), name))
                .filter(m -> m.at("spec", "metricsConfig").isPresent())
                .isPresent();
        if (!metrics) {
            return Optional.empty();
        }
        long late = world.fault(Marks.MIRROR_BEHIND) ? 7_200_000 : 800;
        StringBuilder page = new StringBuilder();
        line(page, MirrorLag.MESSAGES + "{partition=\"0\",target=\"there\",topic=\"orders\"}", late);
        line(
                page,
                MirrorLag.CHECKPOINTS
                        + "{group=\"shop\",partition=\"0\",source=\"here\",target=\"there\",topic=\"orders\"}",
                late);
        return Optional.of(new HttpReply(200, page.toString()));
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
            boolean recovers = world.fault(Marks.LOG_RECOVERY) && last;
            line(page, BrokerMetrics.BROKER_STATE, recovers ? BrokerMetrics.RECOVERING : 3);
            line(
                    page,
                    BrokerMetrics.LOGS_TO_RECOVER + "{dir=\"/var/lib/kafka/data-0/kafka-log\"}",
                    recovers ? LOGS_LEFT : 0);
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
            boolean behind = world.fault(Marks.CONTROLLER_BEHIND) && !leads && last(all, pod);
            line(page, BrokerMetrics.APPLIED_OFFSET, METADATA_RECORDS - (behind ? 4_000 : leads ? 0 : 1));
            line(page, BrokerMetrics.APPLIED_LAG, behind ? 95_000 : leads ? 0 : 240);
        }
        return page.toString();
    }

    private static boolean last(List<Resource> all, Resource pod) {
        return all.stream()
                .filter(KafkaCluster::isController)
                .map(Resource::name)
                .reduce((a, b) -> b)
                .filter(pod.name()::equals)
                .isPresent();
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
