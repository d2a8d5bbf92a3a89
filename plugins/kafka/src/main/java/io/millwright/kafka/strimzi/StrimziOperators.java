package io.millwright.kafka.strimzi;

import io.millwright.kit.Operators;
import io.millwright.kit.Version;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the operator, whoever installed it, and reads what it watches and what it can run. */
public final class StrimziOperators {
    private StrimziOperators() {}

    /** Every Deployment of the operator in the cluster: its pods carry the mark, its own labels differ by installer. */
    public static List<Resource> deployments(ClusterView view) {
        return view.list(Kind.DEPLOYMENT, Selector.ALL).stream()
                .filter(StrimziOperators::isOperator)
                .toList();
    }

    /** Whether that Deployment is one of the operator. */
    public static boolean isOperator(Resource deployment) {
        return deployment
                .text("spec", "template", "metadata", "labels", Strimzi.KIND_LABEL)
                .filter("cluster-operator"::equals)
                .isPresent();
    }

    /** The pods of that operator. */
    public static List<Resource> pods(Resource deployment, ClusterView view) {
        return view.list(
                Kind.POD,
                new Selector(deployment.namespace(), Map.of(Strimzi.KIND_LABEL, "cluster-operator"), Map.of()));
    }

    /** The version that it runs. */
    public static Optional<String> version(Resource deployment) {
        return Operators.version(deployment).map(Version::text);
    }

    /** The value of a variable of its container. */
    public static Optional<String> variable(Resource deployment, String name) {
        return deployment.items("spec", "template", "spec", "containers").stream()
                .flatMap(c -> c.items("env").stream())
                .filter(e -> e.text("name").orElse("").equals(name))
                .findFirst()
                .map(e -> e.at("valueFrom", "fieldRef").isPresent()
                        ? deployment.namespace()
                        : e.text("value").orElse(""));
    }

    /** The namespaces that it watches; {@code *} for all. */
    public static List<String> watched(Resource deployment) {
        String value = variable(deployment, "STRIMZI_NAMESPACE").orElse(deployment.namespace());
        return Arrays.stream(value.split(","))
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    /** Whether it works on objects of that namespace. */
    public static boolean watches(Resource deployment, String namespace) {
        List<String> watched = watched(deployment);
        return watched.contains("*") || watched.contains(namespace);
    }

    /** The clusters that it works on. */
    public static Stream<KafkaCluster> clusters(Resource deployment, ClusterView view) {
        return view.list(Strimzi.KAFKA, Selector.ALL).stream()
                .filter(k -> watches(deployment, k.namespace()))
                .map(KafkaCluster::new);
    }

    /** The operators that work on objects of that namespace; more than one is wrong. */
    public static List<Resource> watching(ClusterView view, String namespace) {
        return deployments(view).stream().filter(d -> watches(d, namespace)).toList();
    }

    /** The Kafka versions that it can run, newest first, by its own list of images. */
    public static List<String> kafkaVersions(Resource deployment) {
        return variable(deployment, "STRIMZI_KAFKA_IMAGES")
                .orElse("")
                .lines()
                .map(l -> l.strip().split("=", 2)[0])
                .filter(v -> !v.isEmpty())
                .sorted((a, b) -> Version.of(b).compareTo(Version.of(a)))
                .toList();
    }
}
