package io.millwright.vault.simulator;

import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.SimulatedCluster;
import io.millwright.vault.facts.Names;
import io.millwright.vault.facts.Product;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a fresh sandbox has. It grows up by itself: only what people write is planted. */
final class Seeds {
    private static final String ROOT = "sandbox-root-token";
    private static final String CONFIG = """
            ui = true
            listener "tcp" {
              address = "[::]:8200"
              tls_cert_file = "/vault/userconfig/tls/tls.crt"
            }
            storage "raft" {
              path = "/vault/data"
              retry_join {
                leader_api_addr = "https://vault-0.vault-internal:8200"
              }
            }
            service_registration "kubernetes" {}
            """;
    private static final String KEEPING = "vault-retain";
    private final SimulatedCluster world;

    private Seeds(SimulatedCluster world) {
        this.world = world;
    }

    /**
     * {@code healthy}: three servers of Vault, and External Secrets with two secrets. {@code findings}: one server of OpenBao without TLS or
     * audit, and a secret that can't be found. Others: nothing.
     */
    static void plant(SimulatedCluster world, String scenario) {
        Seeds seeds = new Seeds(world);
        switch (scenario) {
            case "healthy" -> seeds.healthy();
            case "findings" -> seeds.findings();
            default -> {
                // A scenario of another tool.
            }
        }
    }

    private void healthy() {
        namespace("vault");
        world.ensure(Resource.of(
                Kind.SECRET,
                "vault",
                "vault-server-tls",
                Map.of(
                        "type",
                        "kubernetes.io/tls",
                        "data",
                        Json.map(
                                "tls.crt",
                                Json.base64(Yaml.text(Seeds.class, "certificate.pem")),
                                "tls.key",
                                Json.base64("kept by nobody")))));
        world.ensure(Resource.of(
                Kind.STORAGE_CLASS,
                "",
                KEEPING,
                Json.map(
                        "provisioner",
                        "sandbox.millwright.io/disk",
                        "reclaimPolicy",
                        "Retain",
                        "volumeBindingMode",
                        "WaitForFirstConsumer")));
        Map<String, Object> volume = Json.map("name", "tls", "secret", Json.map("secretName", "vault-server-tls"));
        Map<String, Object> mount = Json.map("name", "tls", "mountPath", "/vault/userconfig/tls", "readOnly", true);
        Map<String, Object> server = Json.map(
                "volumes",
                List.of(volume),
                "volumeMounts",
                List.of(mount),
                "dataStorage",
                Json.map("storageClass", KEEPING),
                "auditStorage",
                Json.map("enabled", true, "storageClass", KEEPING),
                "ha",
                Json.map("replicas", 3L, "raft", Json.map("config", CONFIG)));
        servers(
                Product.VAULT,
                "2.0.4",
                "vault",
                3,
                Json.map("global", Json.map("tlsDisable", false), "server", server),
                true);
        secretOperator("2.9.0");
        namespace("shop");
        world.ensure(store("https://vault.vault.svc:8200"));
        world.ensure(secret("shop", "database", "shop/database"));
        world.ensure(secret("shop", "payment", "shop/payment"));
    }

    /** An older OpenBao, alone, without TLS, without a snapshot; a secret whose source isn't there. */
    private void findings() {
        namespace("openbao");
        Map<String, Object> server = Json.map(
                "podManagementPolicy",
                "Parallel",
                "ha",
                Json.map("replicas", 1L, "raft", Json.map("config", CONFIG.replace("vault-", "openbao-"))));
        servers(Product.OPENBAO, "2.6.1", "openbao", 1, Json.map("server", server), false);
        secretOperator("2.8.0");
        namespace("shop");
        world.ensure(store("http://openbao.openbao.svc:8200"));
        world.ensure(secret("shop", "database", "missing/database"));
    }

    private void servers(
            Product product, String version, String name, int replicas, Map<String, Object> values, boolean looked) {
        for (Resource object : Charts.servers(product, version, name, name, values)) {
            boolean set = object.kind().equals("StatefulSet");
            world.ensure(
                    set && looked
                            ? object.with(
                                    Json.time(world.now().minus(Duration.ofHours(2))),
                                    "metadata",
                                    "annotations",
                                    Names.SNAPSHOT_TAKEN)
                            : object);
        }
        world.ensure(Resource.of(
                Kind.SECRET,
                name,
                name + "-health-token",
                Map.of("data", Json.map("token", Json.base64("sandbox-health-token")))));
        Memory memory = new Memory(world, name, name);
        memory.set("id", "5eed0001");
        memory.set("threshold", "3");
        memory.set(
                "shares",
                IntStream.rangeClosed(1, 5)
                        .mapToObj(i -> Shares.hash(Json.base64("share-" + i)).orElseThrow())
                        .collect(Collectors.joining(",")));
        memory.set("root", Memory.hash(ROOT));
        memory.set("index", "81200");
        if (looked) {
            memory.set("audit", "file,stdout");
        }
        for (int i = 0; i < replicas; i++) {
            memory.set("data." + name + "-" + i, "first");
            memory.set("open." + name + "-" + i, "first");
            memory.add("peers", name + "-" + i);
        }
        memory.save();
    }

    private void secretOperator(String version) {
        namespace(Names.ESO);
        Charts.externalSecrets(
                        version, Names.ESO, Json.map("crds", Json.map("annotations", Json.map(Names.KEEP, "keep"))))
                .forEach(world::ensure);
    }

    static Resource store(String address) {
        return Resource.of(
                Names.CLUSTER_STORE,
                "",
                "vault",
                Map.of(
                        "spec",
                        Json.map(
                                "conditions",
                                List.of(Json.map("namespaces", List.of("shop"))),
                                "provider",
                                Json.map(
                                        "vault",
                                        Json.map(
                                                "server",
                                                address,
                                                "path",
                                                "secret",
                                                "version",
                                                "v2",
                                                "auth",
                                                Json.map(
                                                        "kubernetes",
                                                        Json.map(
                                                                "mountPath",
                                                                "kubernetes",
                                                                "role",
                                                                "eso",
                                                                "serviceAccountRef",
                                                                Json.map("name", "eso", "namespace", Names.ESO))))))));
    }

    static Resource secret(String namespace, String name, String key) {
        return Resource.of(
                Names.EXTERNAL_SECRET,
                namespace,
                name,
                Map.of(
                        "spec",
                        Json.map(
                                "refreshInterval",
                                "1h0m0s",
                                "secretStoreRef",
                                Json.map("name", "vault", "kind", "ClusterSecretStore"),
                                "target",
                                Json.map("name", name),
                                "data",
                                List.of(Json.map(
                                        "secretKey",
                                        "password",
                                        "remoteRef",
                                        Json.map("key", key, "property", "password"))))));
    }

    private void namespace(String name) {
        world.ensure(Resource.of(Kind.NAMESPACE, "", name, Map.of()));
    }
}
