package io.millwright.kafka.discovery;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.RebalanceState;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kit.Installer;
import io.millwright.kit.Operators;
import io.millwright.spi.Activity;
import io.millwright.spi.Activity.State;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Instance;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Finds operators by the mark of their pods and clusters by their custom resource, whoever installed them. */
public final class Discovery {
    private Discovery() {}

    /** Operators first, then clusters, each by namespace and name. */
    public static List<Instance> discover(ClusterView view) {
        List<Resource> clusters = view.list(Strimzi.KAFKA, Selector.ALL);
        List<Instance> instances = new ArrayList<>();
        for (Resource deployment : StrimziOperators.deployments(view)) {
            instances.add(operator(deployment, clusters, view));
        }
        clusters.forEach(c -> instances.add(cluster(new KafkaCluster(c), view)));
        return instances;
    }

    private static Instance operator(Resource deployment, List<Resource> clusters, ClusterView view) {
        long wanted = deployment.number("spec", "replicas").orElse(1L);
        long available = deployment.number("status", "availableReplicas").orElse(0L);
        List<String> watched = StrimziOperators.watched(deployment);
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("ready", available + "/" + wanted);
        summary.put(
                "clusters",
                Long.toString(clusters.stream()
                        .filter(c -> StrimziOperators.watches(deployment, c.namespace()))
                        .count()));
        summary.put("watches", watched.contains("*") ? "all namespaces" : String.join(", ", watched));
        return new Instance(
                id(deployment, view),
                Strimzi.OPERATOR,
                StrimziOperators.version(deployment),
                Installer.of(deployment),
                Operators.activity(deployment),
                deployment,
                summary);
    }

    private static Instance cluster(KafkaCluster c, ClusterView view) {
        List<NodePool> pools = c.pools(view);
        List<Resource> pods = c.pods(view);
        return new Instance(
                id(c.object(), view),
                Strimzi.CLUSTER_COMPONENT,
                version(c, pods),
                Installer.of(c.object()),
                activity(c, view),
                c.object(),
                summary(c, pools, pods, view));
    }

    /** A paused Kafka has no version in its status: then its pods tell. */
    private static Optional<String> version(KafkaCluster c, List<Resource> pods) {
        return c.version()
                .or(() -> pods.stream()
                        .flatMap(p -> p.annotation(Strimzi.KAFKA_VERSION).stream())
                        .findFirst());
    }

    private static Map<String, String> summary(
            KafkaCluster c, List<NodePool> pools, List<Resource> pods, ClusterView view) {
        Map<String, String> summary = new LinkedHashMap<>();
        summary.put("brokers", count(pools.stream().filter(NodePool::broker), pods, KafkaCluster::isBroker));
        summary.put(
                "controllers", count(pools.stream().filter(NodePool::controller), pods, KafkaCluster::isController));
        summary.put("topics", Integer.toString(c.belonging(view, Strimzi.TOPIC).size()));
        summary.put("users", Integer.toString(c.belonging(view, Strimzi.USER).size()));
        summary.put("rebalance", rebalance(c, view));
        summary.put("metadata", c.metadata().orElse("–"));
        return summary;
    }

    private static String count(Stream<NodePool> pools, List<Resource> pods, Predicate<Resource> role) {
        long ready = pods.stream().filter(role).filter(KafkaCluster::serves).count();
        return ready + "/" + pools.mapToLong(NodePool::wanted).sum();
    }

    private static String rebalance(KafkaCluster c, ClusterView view) {
        return c.belonging(view, Strimzi.REBALANCE).stream()
                .filter(r -> !RebalanceState.template(r))
                .map(RebalanceState::word)
                .filter(w -> !w.equals("Ready") && !w.equals("Stopped"))
                .findFirst()
                .orElse("–");
    }

    private static Activity activity(KafkaCluster c, ClusterView view) {
        if (c.paused()) {
            return new Activity(State.PAUSED, "the operator is told to leave it alone", Optional.empty());
        }
        if (c.object().at("status").isEmpty()) {
            return new Activity(State.CHANGING, "not taken up by an operator yet", Optional.empty());
        }
        Optional<Resource> failed = c.notReady();
        if (failed.isPresent()) {
            String reason = failed.get().text("reason").orElse("");
            String message = failed.get().text("message").orElse(reason);
            return new Activity(
                    reason.equals("Creating") ? State.CHANGING : State.STALLED, message, c.since(failed.get()));
        }
        if (!c.seen()) {
            return new Activity(State.CHANGING, "the operator applies a change", Optional.empty());
        }
        Optional<Resource> rolling = c.podSets(view).stream()
                .filter(s -> s.number("status", "currentPods").orElse(0L)
                        < s.number("status", "pods").orElse(0L))
                .findFirst();
        if (rolling.isPresent()) {
            return new Activity(
                    State.CHANGING, "restarting the nodes of " + rolling.get().name(), Optional.empty());
        }
        String scaling = c.object().text("status", "autoRebalance", "state").orElse("Idle");
        return scaling.equals("Idle") ? Activity.STEADY : new Activity(State.CHANGING, scaling, Optional.empty());
    }

    private static InstanceId id(Resource object, ClusterView view) {
        return new InstanceId(Strimzi.TOOL, view.cluster(), object.namespace(), object.name());
    }
}
