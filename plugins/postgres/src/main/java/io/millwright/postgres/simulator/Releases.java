package io.millwright.postgres.simulator;

import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the official release manifests install, reduced to what the sandbox works with. */
final class Releases {
    static final String NAMESPACE = "cnpg-system";
    private static final Kind CLUSTER_ROLE =
            new Kind("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false);
    private static final Kind CLUSTER_ROLE_BINDING =
            new Kind("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false);
    /** The versions that there are manifests for. */
    private static final List<String> VERSIONS =
            List.of("1.30.0", "1.29.2", "1.29.1", "1.29.0", "1.28.4", "1.28.1", "1.28.0");

    private Releases() {}

    /** The manifest of that version of the operator; empty when there is none. */
    static List<Resource> operator(String version) {
        if (!VERSIONS.contains(version)) {
            return List.of();
        }
        List<Resource> all = new ArrayList<>();
        all.add(Resource.of(Kind.NAMESPACE, "", NAMESPACE, Map.of())
                .with(Map.of("app.kubernetes.io/name", "cloudnative-pg"), "metadata", "labels"));
        all.addAll(definitions("definitions.yaml"));
        all.addAll(parts("cnpg-manager", "cnpg-controller-manager", version, Map.of()));
        return all;
    }

    /** Everything but namespace and definitions, under the given names. */
    static List<Resource> parts(String account, String deployment, String version, Map<String, String> labels) {
        List<Resource> all = new ArrayList<>();
        all.add(Resource.of(Kind.SERVICE_ACCOUNT, NAMESPACE, account, Map.of()));
        all.add(Resource.of(CLUSTER_ROLE, "", account, Map.of("rules", rules())));
        all.add(Resource.of(
                CLUSTER_ROLE_BINDING,
                "",
                account + "-rolebinding",
                Json.map(
                        "roleRef",
                        Json.map("apiGroup", "rbac.authorization.k8s.io", "kind", "ClusterRole", "name", account),
                        "subjects",
                        List.of(Json.map("kind", "ServiceAccount", "name", account, "namespace", NAMESPACE)))));
        all.add(Resource.of(
                Kind.CONFIG_MAP,
                NAMESPACE,
                "cnpg-default-monitoring",
                Map.of("data", Json.map("queries", "backends:\n  query: SELECT count(*) FROM pg_stat_activity\n"))));
        all.add(Resource.of(
                Kind.SERVICE,
                NAMESPACE,
                Cnpg.WEBHOOK_SERVICE,
                Map.of(
                        "spec",
                        Json.map(
                                "ports",
                                List.of(Json.map("port", 443L, "targetPort", 9443L)),
                                "selector",
                                Json.map(Cnpg.NAME_LABEL, Cnpg.OPERATOR_NAME)))));
        all.add(deployment(account, deployment, version));
        all.add(webhooks(
                Kind.MUTATING_WEBHOOK,
                Cnpg.MUTATING_WEBHOOKS,
                "mutate",
                "m",
                List.of("cluster", "backup", "scheduledbackup", "database")));
        all.add(webhooks(
                Kind.VALIDATING_WEBHOOK,
                Cnpg.VALIDATING_WEBHOOKS,
                "validate",
                "v",
                List.of("cluster", "backup", "scheduledbackup", "database", "pooler")));
        return all.stream()
                .map(o -> labels.isEmpty() ? o : o.with(merged(o, labels), "metadata", "labels"))
                .toList();
    }

    private static Map<String, Object> merged(Resource object, Map<String, String> labels) {
        Map<String, Object> all = Json.map();
        all.putAll(object.textMap("metadata", "labels"));
        all.putAll(labels);
        return all;
    }

    private static List<Object> rules() {
        return List.of(
                rule(
                        "",
                        List.of(
                                "configmaps",
                                "secrets",
                                "services",
                                "serviceaccounts",
                                "pods",
                                "persistentvolumeclaims")),
                rule("", List.of("events")),
                rule("batch", List.of("jobs")),
                rule("apps", List.of("deployments")),
                rule("policy", List.of("poddisruptionbudgets")),
                rule("coordination.k8s.io", List.of("leases")),
                rule("rbac.authorization.k8s.io", List.of("roles", "rolebindings")),
                rule(
                        "admissionregistration.k8s.io",
                        List.of("mutatingwebhookconfigurations", "validatingwebhookconfigurations")),
                rule("postgresql.cnpg.io", List.of("*")));
    }

    private static Map<String, Object> rule(String group, List<String> resources) {
        return Json.map(
                "apiGroups",
                List.of(group),
                "resources",
                resources,
                "verbs",
                List.of("create", "delete", "get", "list", "patch", "update", "watch"));
    }

    private static Resource deployment(String account, String name, String version) {
        Map<String, Object> labels = Json.map(Cnpg.NAME_LABEL, Cnpg.OPERATOR_NAME);
        Map<String, Object> container = Json.map(
                "name",
                "manager",
                "image",
                "ghcr.io/cloudnative-pg/cloudnative-pg:" + version,
                "command",
                List.of("/manager"),
                "args",
                List.of(
                        "controller",
                        "--leader-elect",
                        "--max-concurrent-reconciles=10",
                        "--config-map-name=cnpg-controller-manager-config",
                        "--secret-name=cnpg-controller-manager-config",
                        "--webhook-port=9443"),
                "ports",
                List.of(
                        Json.map("name", "metrics", "containerPort", 8080L, "protocol", "TCP"),
                        Json.map("name", "webhook-server", "containerPort", 9443L, "protocol", "TCP")),
                "readinessProbe",
                Json.map("httpGet", Json.map("path", "/readyz", "port", 9443L, "scheme", "HTTPS")),
                "resources",
                Json.map(
                        "limits",
                        Json.map("cpu", "100m", "memory", "200Mi"),
                        "requests",
                        Json.map("cpu", "100m", "memory", "100Mi")));
        return Resource.of(
                        Kind.DEPLOYMENT,
                        NAMESPACE,
                        name,
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
                                                        account,
                                                        "containers",
                                                        List.of(container))))))
                .with(labels, "metadata", "labels");
    }

    private static Resource webhooks(Kind kind, String name, String verb, String letter, List<String> kinds) {
        List<Object> webhooks = new ArrayList<>();
        for (String of : kinds) {
            webhooks.add(Json.map(
                    "name",
                    letter + of + ".cnpg.io",
                    "admissionReviewVersions",
                    List.of("v1"),
                    "clientConfig",
                    Json.map(
                            "service",
                            Json.map(
                                    "name",
                                    Cnpg.WEBHOOK_SERVICE,
                                    "namespace",
                                    NAMESPACE,
                                    "path",
                                    "/" + verb + "-postgresql-cnpg-io-v1-" + of,
                                    "port",
                                    443L)),
                    "failurePolicy",
                    "Fail",
                    "sideEffects",
                    "None",
                    "rules",
                    List.of(Json.map(
                            "apiGroups",
                            List.of("postgresql.cnpg.io"),
                            "apiVersions",
                            List.of("v1"),
                            "operations",
                            List.of("CREATE", "UPDATE"),
                            "resources",
                            List.of(of + "s")))));
        }
        return Resource.of(kind, "", name, Map.of("webhooks", webhooks));
    }

    /** The Barman Cloud plugin beside the operator, as its manifest brings it. */
    static List<Resource> plugin() {
        List<Resource> all = new ArrayList<>(definitions("plugin-definitions.yaml"));
        all.addAll(plugin("barman-cloud", "0.13.0"));
        return all;
    }

    /** The same without its definition. */
    static List<Resource> plugin(String name, String version) {
        List<Resource> all = new ArrayList<>();
        Map<String, Object> labels = Json.map("app", name);
        all.add(Resource.of(
                        Kind.SERVICE,
                        NAMESPACE,
                        "barman-cloud",
                        Map.of(
                                "spec",
                                Json.map(
                                        "ports",
                                        List.of(Json.map("port", 9090L, "targetPort", 9090L, "protocol", "TCP")),
                                        "selector",
                                        labels)))
                .with(Json.map(Cnpg.PLUGIN_LABEL, Cnpg.BARMAN_PLUGIN, "app", name), "metadata", "labels")
                .with(
                        Json.map(
                                "cnpg.io/pluginClientSecret",
                                "barman-cloud-client-tls",
                                "cnpg.io/pluginServerSecret",
                                "barman-cloud-server-tls",
                                "cnpg.io/pluginPort",
                                "9090"),
                        "metadata",
                        "annotations"));
        Map<String, Object> container = Json.map(
                "name",
                "barman-cloud",
                "image",
                "ghcr.io/cloudnative-pg/plugin-barman-cloud:v" + version,
                "args",
                List.of("operator", "--leader-elect"),
                "ports",
                List.of(Json.map("containerPort", 9090L, "protocol", "TCP")));
        all.add(Resource.of(
                        Kind.DEPLOYMENT,
                        NAMESPACE,
                        name,
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
                                                Json.map("containers", List.of(container))))))
                .with(labels, "metadata", "labels"));
        return all;
    }

    /** What a driver that makes snapshots brings: the definitions, and a class for the volumes of the sandbox. */
    static List<Resource> snapshots() {
        List<Resource> all = new ArrayList<>(definitions("snapshot-definitions.yaml"));
        all.add(Resource.of(
                        Cnpg.VOLUME_SNAPSHOT_CLASS,
                        "",
                        "disk-snapshots",
                        Json.map("driver", "sandbox.millwright.io/disk", "deletionPolicy", "Delete"))
                .with("true", "metadata", "annotations", "snapshot.storage.kubernetes.io/is-default-class"));
        return all;
    }

    /** The documents of that file of the jar. */
    static List<Resource> definitions(String file) {
        return Yaml.documents(text(file), file);
    }

    static String text(String file) {
        try (InputStream in = Releases.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the plugin's jar lacks " + file);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the plugin's jar can't be read at " + file, e);
        }
    }
}
