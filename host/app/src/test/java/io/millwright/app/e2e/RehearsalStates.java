package io.millwright.app.e2e;

import io.millwright.engine.check.Refs;
import io.millwright.engine.json.Yaml;
import io.millwright.spi.Action;
import io.millwright.spi.ChartRef;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The clusters in which runbooks are rehearsed: what each of them needs is made by other runbooks, or by hand where no runbook makes it. */
final class RehearsalStates {
    private static final Kind REBALANCE = Kind.of("kafka.strimzi.io", "v1", "KafkaRebalance", "kafkarebalances");
    private static final Kind TOPIC = Kind.of("kafka.strimzi.io", "v1", "KafkaTopic", "kafkatopics");
    private static final Kind KAFKA = Kind.of("kafka.strimzi.io", "v1", "Kafka", "kafkas");
    private static final Kind CERTIFICATE = Kind.of("cert-manager.io", "v1", "Certificate", "certificates");
    private static final Kind CLUSTER_ISSUER =
            new Kind("cert-manager.io", "v1", "ClusterIssuer", "clusterissuers", false);
    private static final Kind GATEWAY_CLASS =
            new Kind("gateway.networking.k8s.io", "v1", "GatewayClass", "gatewayclasses", false);
    private static final Kind NETWORK_POLICY = Kind.of("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies");
    private static final String AT = "cert-manager/cert-manager";
    /** A certificate that ended in the year 2020, as a Secret holds it. */
    private static final String ENDED =
            "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSUJVekNCKzZBREFnRUNBZ2hOb3JWVEpvVjlBekFLQmdncWhrak9QUVFE"
                    + "QWpBWU1SWXdGQVlEVlFRREV3MWoNCmJIVnpkR1Z5TFdOaElIWXdNQjRYRFRJd01ERXdNVEF3TURBd01Gb1hEVEl3TVRJek1U"
                    + "QXdNREF3TUZvd0dERVcNCk1CUUdBMVVFQXhNTlkyeDFjM1JsY2kxallTQjJNREJaTUJNR0J5cUdTTTQ5QWdFR0NDcUdTTTQ5"
                    + "QXdFSEEwSUENCkJKakpRbWFpVUtGYTBQL2tpMGRXL0hTRU92WEtxaHFwMzhObTdtb2ZTL2J6TUVTck81QjZWMEF2WVZ1Vytw"
                    + "WUENClRzOHIzT2l1QnhTVmlWMEVlcmNyUzEyakx6QXRNQjBHQTFVZERnUVdCQlRQSlpzS09DSVhSYklnT1F1WTdaV3YNCjMy"
                    + "eTY1REFNQmdOVkhSTUVCVEFEQVFIL01Bb0dDQ3FHU000OUJBTUNBMGNBTUVRQ0lFR0VrSkI4Y2QrbjhBWVkNCnlVU25MRWla"
                    + "K0UxKzN2VVhvTjNuTFQzSENjcWRBaUFrbWxrYVZCU1BLMitzSGRlbnVhaEpyNUlrTTF1QjN3ckUNCjhTMGVxd2MxTGc9PQot"
                    + "LS0tLUVORCBDRVJUSUZJQ0FURS0tLS0tCg==";

    /**
     * A sandbox and what is done to it.
     *
     * @param name for people
     * @param scenario what it begins with
     * @param phases after each of them everything is tried that hasn't come to its end yet
     */
    record State(String name, String scenario, List<Consumer<Stand>> phases) {}

    private RehearsalStates() {}

    static List<State> all() {
        return List.of(
                new State("empty", "empty", List.of(stand -> {})),
                new State(
                        "installed",
                        "empty",
                        List.of(
                                RehearsalStates::installed,
                                RehearsalStates::initialised,
                                RehearsalStates::unsealed,
                                RehearsalStates::configured)),
                new State("healthy", "healthy", List.of(stand -> {}, RehearsalStates::backedUp, RehearsalStates::wide)),
                new State("findings", "findings", List.of(stand -> {}, RehearsalStates::failing)),
                new State(
                        "older",
                        "empty",
                        List.of(RehearsalStates::older, RehearsalStates::definitions, RehearsalStates::unconverted)));
    }

    private static void installed(Stand stand) {
        AllTools.install(stand.place());
        stand.run("vault", "install-external-secrets", "", "repository=CHARTS");
    }

    private static void initialised(Stand stand) {
        stand.runWithKeys("init", "openbao/openbao");
    }

    private static void unsealed(Stand stand) {
        stand.place().healthToken("openbao", "openbao");
        stand.runWithKeys("unseal", "openbao/openbao");
    }

    /** Some releases have a second revision. */
    private static void configured(Stand stand) {
        stand.run("certificates", "scale", AT, "webhook=3", "repository=CHARTS");
    }

    private static void backedUp(Stand stand) {
        stand.run("certificates", "create-issuer", AT, "name=next-ca");
        stand.run("certificates", "publish-root", AT, "issuer=local-ca");
        stand.run("certificates", "publish-root", AT, "issuer=next-ca");
        stand.run("certificates", "create-issuer", AT, "name=spare");
        stand.run("certificates", "backup", AT);
        stand.place().delete(CLUSTER_ISSUER, "", "spare");
        stand.answer(
                "certificates/restore",
                Map.of("backup", stand.named(Kind.CONFIG_MAP, "cert-manager", "certificates-backup-")));
        stand.run("ingress", "back-up", "", "namespace=web");
        Resource site = stand.place().get(Kind.SECRET, "web", "site-tls").orElseThrow();
        stand.create(Resource.of(
                Kind.SECRET, "web", "site-tls-new", site.without("metadata").content()));
        stand.run("metrics", "back-up", "monitoring/kps-kube-prometheus-stack-prometheus");
        stand.run(
                "metrics",
                "silence",
                "monitoring/kps-kube-prometheus-stack-alertmanager",
                "namespace=shop",
                "comment=the shop moves");
        stand.answer(
                "metrics/end-silence",
                Map.of("silence", stand.listed("metrics", "[0-9a-f]{8}-0000-4000-8000-[0-9a-f]{12}")));
        stand.run("logging", "back-up", "logging/logs");
        stand.answer("logging/restore", Map.of("snapshot", "millwright-" + stand.lastRun(), "indices", "kube-*"));
        stand.run("postgres", "create-pooler", "db/orders", "name=front");
        stand.create(Resource.of(
                RealPostgres.CLUSTER,
                "db",
                "zoo",
                Map.of(
                        "spec",
                        Map.of(
                                "instances",
                                1L,
                                "storage",
                                Map.of("size", "1Gi"),
                                "backup",
                                Map.of(
                                        "barmanObjectStore",
                                        Map.of(
                                                "destinationPath",
                                                "s3://backups/zoo",
                                                "s3Credentials",
                                                Map.of("inheritFromIAMRole", true)))))));
        stand.create(Resource.of(NETWORK_POLICY, "db", "deny-all", Map.of("spec", Map.of("podSelector", Map.of()))));
        stand.run("postgres", "set-snapshots", "db/orders");
        stand.run("postgres", "backup-now", "db/orders", "method=volumeSnapshot");
        stand.run("postgres", "backup-now", "db/orders", "method=volumeSnapshot");
        stand.create(Resource.of(REBALANCE, "messaging", "balance", Map.of("spec", Map.of()))
                .with("events", "metadata", "labels", "strimzi.io/cluster"));
        stand.answer(
                "kafka/move-off-node",
                Map.of(
                        "machine",
                        stand.place()
                                .get(Kind.POD, "messaging", "events-nodes-0")
                                .flatMap(p -> p.text("spec", "nodeName"))
                                .orElseThrow()));
        stand.patch(
                KAFKA,
                "messaging",
                "events",
                "",
                Map.of("spec", Map.of("kafka", Map.of("metadataVersion", "4.2-IV1"))));
    }

    /** Brokers of their own, with a volume that can go; of other clusters only an export, or volumes, are left. */
    private static void wide(Stand stand) {
        stand.run("postgres", "uninstall", "db/wiki", "final-backup=false");
        stand.run(
                "kafka",
                "create-cluster",
                "",
                "name=wide",
                "namespace=wide",
                "layout=separate",
                "brokers=4",
                "plain=true");
        stand.run("kafka", "create-cluster", "", "name=gone", "namespace=gone");
        stand.run("kafka", "export-configuration", "gone/gone");
        stand.run("kafka", "uninstall", "gone/gone");
        stand.answer(
                "kafka/restore-cluster",
                Map.of("namespace", "gone", "export", stand.named(Kind.CONFIG_MAP, "gone", "gone-export-")));
        stand.create(Resource.of(TOPIC, "gone", "stuck", Map.of("spec", Map.of("partitions", 1L, "replicas", 1L)))
                .with("gone", "metadata", "labels", "strimzi.io/cluster")
                .with(List.of("strimzi.io/topic-operator"), "metadata", "finalizers"));
        stand.delete(ObjectRef.of(TOPIC, "gone", "stuck"));
        stand.run("kafka", "add-volume", "wide/wide", "size=20Gi");
        ownAuthority(stand);
        endedAuthority(stand);
        stand.create(Resource.of(REBALANCE, "wide", "moving", Map.of("spec", Map.of()))
                .with("wide", "metadata", "labels", "strimzi.io/cluster"));
        // One that moves until tomorrow: the sandbox's time runs 20 times as fast as a test looks.
        stand.patch(
                REBALANCE,
                "wide",
                "moving",
                "status",
                Map.of(
                        "status",
                        Map.of(
                                "conditions",
                                List.of(Map.of(
                                        "type", "Rebalancing",
                                        "status", "True",
                                        "lastTransitionTime",
                                                Instant.now()
                                                        .plus(Duration.ofDays(1))
                                                        .truncatedTo(ChronoUnit.SECONDS)
                                                        .toString())))));
    }

    /** Its clients' authority is somebody's own, who has just put another one in its place. */
    private static void ownAuthority(Stand stand) {
        Resource secret =
                stand.place().get(Kind.SECRET, "wide", "wide-clients-ca-cert").orElseThrow();
        stand.patch(
                Kind.SECRET,
                "wide",
                "wide-clients-ca-cert",
                "",
                Map.of(
                        "data",
                        Map.of(
                                "ca-2030-01-02T03-04-05Z.crt",
                                secret.text("data", "ca.crt").orElseThrow())));
        stand.patch(
                KAFKA,
                "wide",
                "wide",
                "",
                Map.of("spec", Map.of("clientsCa", Map.of("generateCertificateAuthority", false))));
    }

    /** The other authority of it has ended, since no window of maintenance has opened. */
    private static void endedAuthority(Stand stand) {
        stand.patch(
                KAFKA,
                "wide",
                "wide",
                "",
                Map.of("spec", Map.of("maintenanceTimeWindows", List.of("* * 1-4 ? * SUN *"))));
        stand.patch(Kind.SECRET, "wide", "wide-cluster-ca-cert", "", Map.of("data", Map.of("ca.crt", ENDED)));
    }

    private static void failing(Stand stand) {
        stand.fault("postgres", "backup-stuck");
        stand.create(Resource.of(
                RealPostgres.BACKUP,
                "shop",
                "hanging",
                Map.of(
                        "spec",
                        Map.of(
                                "cluster",
                                Map.of("name", "carts"),
                                "method",
                                "plugin",
                                "pluginConfiguration",
                                Map.of("name", "barman-cloud.cloudnative-pg.io")))));
        stand.fault("certificates", "issuing-fails");
        stand.create(Resource.of(
                CERTIFICATE,
                "web",
                "refused",
                Map.of(
                        "spec",
                        Map.of(
                                "secretName",
                                "refused-tls",
                                "dnsNames",
                                List.of("refused.example.localhost"),
                                "issuerRef",
                                Map.of("name", "local-ca", "kind", "ClusterIssuer")))));
        release(stand, "ingress", "1.9.0");
        stand.create(Resource.of(
                GATEWAY_CLASS,
                "",
                "eg",
                Map.of("spec", Map.of("controllerName", "gateway.envoyproxy.io/gatewayclass-controller"))));
    }

    private static void older(Stand stand) {
        AllTools.install(
                stand.place(),
                Map.of(
                        "certificates", "1.20.3",
                        "ingress", "1.8.3",
                        "metrics", "0.92.1",
                        "logging", "3.4.1",
                        "vault", "2.6.1",
                        "postgres", "1.29.1",
                        "kafka", "1.1.0"));
        stand.run("vault", "install-external-secrets", "", "version=2.8.0", "repository=CHARTS");
        stand.run(
                "postgres", "install-plugin", "cnpg-system/cnpg-cloudnative-pg", "version=0.12.0", "repository=CHARTS");
        stand.runWithKeys("init", "openbao/openbao");
        unsealed(stand);
        stand.place()
                .cluster()
                .helm()
                .execute(
                        new Action.Helm(
                                Action.Helm.Verb.INSTALL,
                                "ingress-nginx",
                                "ingress-nginx",
                                Optional.of(new ChartRef(stand.place().charts(), "ingress-nginx", "4.14.5")),
                                Map.of()),
                        "by a test",
                        Duration.ofMinutes(2));
    }

    /** An operator of Kafka that knows both versions of its objects, some of which may be stored in the older one. */
    private static void unconverted(Stand stand) {
        Resource operator = stand.place()
                .get(Kind.DEPLOYMENT, "strimzi", "strimzi-cluster-operator")
                .orElseThrow();
        stand.patch(
                Kind.DEPLOYMENT,
                operator.namespace(),
                operator.name(),
                "",
                Map.of(
                        "spec",
                        Map.of(
                                "template",
                                Map.of(
                                        "spec",
                                        Map.of(
                                                "containers",
                                                operator.items("spec", "template", "spec", "containers").stream()
                                                        .map(c -> c.with("quay.io/strimzi/operator:0.51.0", "image")
                                                                .content())
                                                        .toList())))));
        stand.fault("kafka", "stored-old");
    }

    /** A newer Envoy Gateway needs newer definitions first. */
    private static void definitions(Stand stand) {
        stand.run(
                "ingress",
                "upgrade-definitions",
                "envoy-gateway-system/envoy-gateway",
                "definitions=" + stand.folder().resolve("gateway.yaml"),
                "take-over=true");
    }

    /** The objects of a release that its maker publishes, as kubectl would create them. */
    private static void release(Stand stand, String tool, String version) {
        List<Resource> objects = published(tool, version);
        for (Resource object : objects) {
            if (stand.place().cluster().view().get(Refs.of(object, objects)).isEmpty()) {
                stand.create(object);
            }
        }
    }

    private static List<Resource> published(String tool, String version) {
        return Optional.ofNullable(AllTools.all().get(tool))
                .flatMap(Tool::simulator)
                .orElseThrow()
                .release(version);
    }

    /** Files that runbooks send: what is in them is of no matter to a copy. */
    static void files(Stand stand) {
        try {
            Files.writeString(stand.folder().resolve("old.snap"), "a snapshot");
            Files.writeString(
                    stand.folder().resolve("gateway.yaml"),
                    published("ingress", "1.9.0").stream()
                            .filter(o -> o.kind().equals("CustomResourceDefinition"))
                            .map(o -> Yaml.write(o.content()))
                            .collect(Collectors.joining("---\n")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
