package io.millwright.kafka.simulator;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kafka.strimzi.Versions;
import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the official release manifests install, reduced to what the sandbox works with. */
final class Releases {
    static final String NAMESPACE = "strimzi";
    private static final Versions VERSIONS = new Versions();
    private static final Kind CLUSTER_ROLE =
            new Kind("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false);
    private static final Kind CLUSTER_ROLE_BINDING =
            new Kind("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false);

    private Releases() {}

    /** The manifest of that version; empty when there is none. */
    static List<Resource> operator(String version) {
        if (VERSIONS.kafkaOf(version).isEmpty()) {
            return List.of();
        }
        List<Resource> all = new ArrayList<>();
        all.add(Resource.of(Kind.NAMESPACE, "", NAMESPACE, Map.of()));
        all.addAll(definitions());
        all.addAll(parts(version, "*"));
        return all;
    }

    /** Everything but namespace and definitions. */
    static List<Resource> parts(String version, String watched) {
        String account = Strimzi.OPERATOR_NAME;
        return List.of(
                Resource.of(Kind.SERVICE_ACCOUNT, NAMESPACE, account, Map.of())
                        .with(Map.of("app", "strimzi"), "metadata", "labels"),
                Resource.of(
                                CLUSTER_ROLE,
                                "",
                                account,
                                Map.of(
                                        "rules",
                                        List.of(
                                                rule("", List.of("*")),
                                                rule("kafka.strimzi.io", List.of("*")),
                                                rule("core.strimzi.io", List.of("*")))))
                        .with(Map.of("app", "strimzi"), "metadata", "labels"),
                Resource.of(
                                CLUSTER_ROLE_BINDING,
                                "",
                                account,
                                Json.map(
                                        "roleRef",
                                        Json.map(
                                                "apiGroup",
                                                "rbac.authorization.k8s.io",
                                                "kind",
                                                "ClusterRole",
                                                "name",
                                                account),
                                        "subjects",
                                        List.of(Json.map(
                                                "kind", "ServiceAccount", "name", account, "namespace", NAMESPACE))))
                        .with(Map.of("app", "strimzi"), "metadata", "labels"),
                deployment(version, watched));
    }

    private static Map<String, Object> rule(String group, List<String> resources) {
        return Json.map("apiGroups", List.of(group), "resources", resources, "verbs", List.of("*"));
    }

    private static Resource deployment(String version, String watched) {
        Map<String, Object> labels = Json.map("name", Strimzi.OPERATOR_NAME, Strimzi.KIND_LABEL, "cluster-operator");
        String images = VERSIONS.kafkaOf(version).stream()
                .map(k -> k + "=quay.io/strimzi/kafka:" + version + "-kafka-" + k)
                .collect(Collectors.joining("\n"));
        Map<String, Object> container = Json.map(
                "name",
                Strimzi.OPERATOR_NAME,
                "image",
                "quay.io/strimzi/operator:" + version,
                "env",
                List.of(
                        Json.map("name", "STRIMZI_NAMESPACE", "value", watched),
                        Json.map("name", "STRIMZI_KAFKA_IMAGES", "value", images)),
                "readinessProbe",
                Json.map("httpGet", Json.map("path", "/ready", "port", 8080L), "initialDelaySeconds", 5L),
                "resources",
                Json.map(
                        "limits",
                        Json.map("cpu", "1000m", "memory", "512Mi"),
                        "requests",
                        Json.map("cpu", "100m", "memory", "256Mi")));
        return Resource.of(
                        Kind.DEPLOYMENT,
                        NAMESPACE,
                        Strimzi.OPERATOR_NAME,
                        Map.of(
                                "spec",
                                Json.map(
                                        "replicas",
                                        1L,
                                        "selector",
                                        Json.map("matchLabels", labels),
                                        "template",
                                        Json.map(
                                                "metadata",
                                                Json.map("labels", labels),
                                                "spec",
                                                Json.map(
                                                        "serviceAccountName",
                                                        Strimzi.OPERATOR_NAME,
                                                        "containers",
                                                        List.of(container))))))
                .with(Map.of("app", "strimzi"), "metadata", "labels");
    }

    static List<Resource> definitions() {
        return Yaml.resources(Releases.class, "definitions.yaml");
    }
}
