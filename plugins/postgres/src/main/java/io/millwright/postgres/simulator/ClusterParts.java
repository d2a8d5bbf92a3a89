package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** The objects beside the instances: account and rights, secrets, services, disruption budgets, lease. */
final class ClusterParts {
    private static final Kind ROLE = Kind.of("rbac.authorization.k8s.io", "v1", "Role", "roles");
    private static final Kind ROLE_BINDING = Kind.of("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings");
    private static final Duration CERTIFICATE = Duration.ofDays(90);
    private static final Duration RENEWAL = Duration.ofDays(7);
    private static final DateTimeFormatter GO = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd HH:mm:ss '+0000 UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private final Site site;

    ClusterParts(Site site) {
        this.site = site;
    }

    void ensure() {
        String name = site.name();
        site.world().ensure(site.owned(Kind.SERVICE_ACCOUNT, name, Map.of(), labels()));
        site.world().ensure(site.owned(ROLE, name, Map.of("rules", rules()), labels()));
        site.world()
                .ensure(site.owned(
                        ROLE_BINDING,
                        name,
                        Json.map(
                                "roleRef",
                                Json.map("apiGroup", "rbac.authorization.k8s.io", "kind", "Role", "name", name),
                                "subjects",
                                List.of(Json.map(
                                        "kind", "ServiceAccount", "name", name, "namespace", site.namespace()))),
                        labels()));
        secrets();
        service(name + "-rw", Map.of(Cnpg.CLUSTER_LABEL, name, Cnpg.ROLE_LABEL, "primary"));
        service(name + "-r", Map.of(Cnpg.CLUSTER_LABEL, name, Cnpg.POD_ROLE_LABEL, "instance"));
        service(name + "-ro", Map.of(Cnpg.CLUSTER_LABEL, name, Cnpg.ROLE_LABEL, "replica"));
        site.world()
                .ensure(site.owned(Kind.LEASE, name, Map.of("spec", Json.map("leaseDurationSeconds", 15L)), labels()));
        budgets();
    }

    private Map<String, String> labels() {
        return Map.of(
                Cnpg.CLUSTER_LABEL,
                site.name(),
                "app.kubernetes.io/managed-by",
                "cloudnative-pg",
                "app.kubernetes.io/name",
                "postgresql",
                "app.kubernetes.io/instance",
                site.name());
    }

    private List<Object> rules() {
        return List.of(
                rule("", List.of("configmaps", "secrets"), List.of("get", "watch")),
                rule("postgresql.cnpg.io", List.of("clusters"), List.of("get", "list", "watch")),
                rule("postgresql.cnpg.io", List.of("clusters/status"), List.of("get", "patch", "update", "watch")),
                rule("postgresql.cnpg.io", List.of("backups", "backups/status"), List.of("get", "list", "patch")),
                rule("coordination.k8s.io", List.of("leases"), List.of("get", "update")));
    }

    private static Map<String, Object> rule(String group, List<String> resources, List<String> verbs) {
        return Json.map("apiGroups", List.of(group), "resources", resources, "verbs", verbs);
    }

    private void secrets() {
        String name = site.name();
        Map<String, String> expirations =
                new LinkedHashMap<>(site.object().textMap("status", "certificates", "expirations"));
        for (String part : List.of("-ca", "-server", "-replication")) {
            String secret = name + part;
            ObjectRef ref = ObjectRef.of(Kind.SECRET, site.namespace(), secret);
            boolean missing = site.world().get(ref).isEmpty();
            if (missing) {
                site.world().create(certificate(secret, part.equals("-ca")));
            }
            if (missing || due(expirations.getOrDefault(secret, ""))) {
                expirations.put(secret, GO.format(site.now().plus(CERTIFICATE)));
            }
        }
        application();
        Map<String, Object> certificates = Json.map(
                "clientCASecret",
                name + "-ca",
                "replicationTLSSecret",
                name + "-replication",
                "serverCASecret",
                name + "-ca",
                "serverTLSSecret",
                name + "-server",
                "expirations",
                expirations);
        site.status(c -> c.with(certificates, "status", "certificates"));
    }

    private boolean due(String end) {
        return end.isEmpty() || Instant.from(GO.parse(end)).isBefore(site.now().plus(RENEWAL));
    }

    private Resource certificate(String secret, boolean authority) {
        Map<String, Object> data = authority
                ? Json.map("ca.crt", pem("CERTIFICATE", secret), "ca.key", pem("EC PRIVATE KEY", secret))
                : Json.map("tls.crt", pem("CERTIFICATE", secret), "tls.key", pem("EC PRIVATE KEY", secret));
        return site.owned(
                Kind.SECRET,
                secret,
                Json.map("type", authority ? "Opaque" : "kubernetes.io/tls", "data", data),
                with(labels(), "cnpg.io/reload", "true"));
    }

    /** Has the form of a certificate and says that it is none: nothing in the sandbox speaks TLS. */
    static String pem(String type, String of) {
        return Json.base64("-----BEGIN " + type + "-----\n" + Json.base64("sandbox, not a real one: " + of)
                + "\n-----END " + type + "-----\n");
    }

    private void application() {
        String secret = site.name() + "-app";
        if (site.world()
                .get(ObjectRef.of(Kind.SECRET, site.namespace(), secret))
                .isPresent()) {
            return;
        }
        String way = new Recovery(site).wanted() ? "recovery" : "initdb";
        String database =
                site.object().text("spec", "bootstrap", way, "database").orElse("app");
        String owner = site.object().text("spec", "bootstrap", way, "owner").orElse(database);
        // The time is in it, so that a Secret that was deleted comes back with another password.
        String seed = site.object().uid() + site.now();
        String password = UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        String host = site.name() + "-rw";
        String fqdn = host + "." + site.namespace() + ".svc.cluster.local";
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("username", owner);
        data.put("user", owner);
        data.put("password", password);
        data.put("dbname", database);
        data.put("host", host);
        data.put("port", "5432");
        data.put("pgpass", host + ":5432:" + database + ":" + owner + ":" + password + "\n");
        data.put(
                "uri",
                "postgresql://" + owner + ":" + password + "@" + host + "." + site.namespace() + ":5432/" + database);
        data.put(
                "jdbc-uri",
                "jdbc:postgresql://" + host + "." + site.namespace() + ":5432/" + database + "?user=" + owner);
        data.put("fqdn-uri", "postgresql://" + owner + ":" + password + "@" + fqdn + ":5432/" + database);
        data.put("fqdn-jdbc-uri", "jdbc:postgresql://" + fqdn + ":5432/" + database + "?user=" + owner);
        data.replaceAll((k, v) -> Json.base64(v.toString()));
        site.world()
                .create(site.owned(
                        Kind.SECRET,
                        secret,
                        Json.map("type", "kubernetes.io/basic-auth", "data", data),
                        with(with(labels(), "cnpg.io/reload", "true"), "cnpg.io/userType", "app")));
    }

    private static Map<String, String> with(Map<String, String> labels, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(key, value);
        return more;
    }

    private void service(String name, Map<String, String> selector) {
        site.world()
                .ensure(site.owned(
                        Kind.SERVICE,
                        name,
                        Map.of(
                                "spec",
                                Json.map(
                                        "type",
                                        "ClusterIP",
                                        "selector",
                                        selector,
                                        "ports",
                                        List.of(Json.map(
                                                "name",
                                                "postgres",
                                                "port",
                                                5432L,
                                                "protocol",
                                                "TCP",
                                                "targetPort",
                                                5432L)))),
                        labels()));
    }

    private void budgets() {
        boolean enabled = site.object().flag("spec", "enablePDB").orElse(true)
                && !site.cluster().maintenance();
        long wanted = site.wanted();
        budget(site.name() + "-primary", enabled, 1, "primary");
        budget(site.name(), enabled && wanted >= 3, wanted - 2, "replica");
    }

    private void budget(String name, boolean wanted, long available, String role) {
        ObjectRef ref = ObjectRef.of(Kind.POD_DISRUPTION_BUDGET, site.namespace(), name);
        boolean there = site.world().get(ref).isPresent();
        if (there && !wanted) {
            site.world().delete(ref);
            site.normal("DeletingPodDisruptionBudget", "Deleting Pod Disruption Budget " + name);
        } else if (wanted && !there) {
            Map<String, Object> spec = Json.map(
                    "minAvailable",
                    available,
                    "selector",
                    Json.map("matchLabels", Json.map(Cnpg.CLUSTER_LABEL, site.name(), Cnpg.ROLE_LABEL, role)));
            site.world().create(site.owned(Kind.POD_DISRUPTION_BUDGET, name, Map.of("spec", spec), labels()));
            site.normal("CreatingPodDisruptionBudget", "Creating Pod Disruption Budget " + name);
        } else if (wanted) {
            site.world().update(ref, b -> b.with(available, "spec", "minAvailable"));
        }
    }

    /** The lease names the primary. */
    void lease(String holder) {
        site.world()
                .update(
                        ObjectRef.of(Kind.LEASE, site.namespace(), site.name()),
                        l -> l.text("spec", "holderIdentity")
                                        .filter(holder::equals)
                                        .isPresent()
                                ? l
                                : l.with(holder, "spec", "holderIdentity")
                                        .with(Json.time(site.now()).replace("Z", ".000000Z"), "spec", "acquireTime"));
    }
}
