package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.sandbox.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A cluster's life from the operator's installation to its removal, every runbook that belongs to it in turn. Subclasses bring an empty place and
 * the definitions of a release.
 */
abstract class ClusterLife {
    private static final String OPERATOR = "strimzi/strimzi-cluster-operator";
    private static final String ORDERS = "shop/orders";

    @TempDir
    Path folder;

    abstract Place bring() throws InterruptedException;

    /** The definitions of a release, as YAML. */
    abstract String definitions() throws IOException;

    private String archive(String version) throws IOException {
        String name = "strimzi-kafka-operator-" + version + ".tgz";
        byte[] content = Objects.requireNonNull(
                new KafkaTool().simulator().orElseThrow().charts().get(name));
        return Files.write(folder.resolve(name), content).toString();
    }

    @Test
    void fromTheOperatorsInstallationToItsRemoval() throws IOException, InterruptedException {
        String file = Files.writeString(folder.resolve("strimzi-crds.yaml"), definitions())
                .toString();
        try (Place town = bring()) {
            town.succeeds("install-operator", "", Map.of("archive", archive("1.1.0"), "definitions", file));
            ownAuthority(town);
            town.succeeds(
                    "create-cluster",
                    "",
                    Map.of(
                            "name", "orders",
                            "namespace", "shop",
                            "layout", "separate",
                            "version", "4.2.1",
                            "memory", "1Gi",
                            "own-authorities", "clients-ca",
                            "metrics", "false",
                            "cruise-control", "false",
                            "exporter", "true"));
            town.succeeds("enable-metrics", ORDERS, Map.of());
            town.succeeds("enable-cruise-control", ORDERS, Map.of());
            assertThat(town.findings(ORDERS)).contains("kafka.backup.none");

            grows(town);
            upgrades(town, file);
            comesBack(town);

            town.succeeds("uninstall", ORDERS, Map.of());
            town.succeeds("uninstall-operator", OPERATOR, Map.of());
            assertThat(town.view().get(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", "kafkas.kafka.strimzi.io")))
                    .as("definitions stay: deleting them would delete every cluster")
                    .isPresent();
            assertThat(town.problems()).isEmpty();
        }
    }

    /** The authority that signs users' certificates is somebody's own from the beginning. */
    private void ownAuthority(Place town) {
        Issuer issuer = new Issuer(folder).root("own", "CN=mill users", "EC");
        town.create(Kind.NAMESPACE, Resource.of(Kind.NAMESPACE, "", "shop", Map.of()));
        secret(town, "orders-clients-ca-cert", Map.of("ca.crt", issuer.certificate("own")));
        secret(town, "orders-clients-ca", Map.of("ca.key", issuer.key("own")));
    }

    private static void secret(Place town, String name, Map<String, String> data) {
        town.create(Kind.SECRET, Resource.of(Kind.SECRET, "shop", name, Map.of("data", data)));
    }

    private static void grows(Place town) throws InterruptedException {
        town.succeeds("scale-out", ORDERS, Map.of("nodes", "4"));
        assertThat(new NodePool(town.get(Strimzi.POOL, "shop", "brokers")).ids())
                .containsExactly(0L, 1L, 2L, 3L);
        town.succeeds("scale-in", ORDERS, Map.of("nodes", "3"));
        Look.settled(town, "shop", "orders");
        assertThat(town.view().list(Kind.POD, Selector.labelled("shop", Strimzi.POOL_LABEL, "brokers")))
                .hasSize(3);
    }

    private void upgrades(Place town, String definitions) throws IOException {
        town.succeeds(
                "upgrade-operator",
                OPERATOR,
                Map.of("version", "1.2.0", "archive", archive("1.2.0"), "definitions", definitions));
        town.succeeds("upgrade-kafka", ORDERS, Map.of("version", "4.3.1"));
        town.succeeds("finish-upgrade", ORDERS, Map.of());
        KafkaCluster orders = Look.kafka(town, "shop", "orders");
        assertThat(orders.version()).contains("4.3.1");
        assertThat(orders.metadata()).contains("4.3-IV0");
    }

    /** Taken away with its volumes kept, and back on them with its identity, authorities, topics and users. */
    private static void comesBack(Place town) {
        town.succeeds("create-topic", ORDERS, Map.of("topic", "audit", "partitions", "6"));
        town.succeeds("create-user", ORDERS, Map.of("user", "billing", "topics", "audit"));
        town.succeeds("export-configuration", ORDERS, Map.of());
        String id = Look.kafka(town, "shop", "orders").clusterId().orElseThrow();
        String authority = certificate(town);
        List<String> claims = claims(town);
        town.succeeds("uninstall", ORDERS, Map.of());
        assertThat(town.view().list(Strimzi.POOL, Selector.in("shop"))).isEmpty();
        assertThat(claims(town)).isEqualTo(claims);

        String export = newestExport(town);
        town.succeeds("restore-cluster", "", Map.of("export", export, "namespace", "shop"));
        assertThat(Look.kafka(town, "shop", "orders").clusterId()).contains(id);
        assertThat(claims(town)).isEqualTo(claims);
        assertThat(certificate(town)).isEqualTo(authority);
        assertThat(town.get(Strimzi.TOPIC, "shop", "audit").items("status", "conditions"))
                .anyMatch(c -> c.text("type").orElse("").equals("Ready"));
    }

    private static String newestExport(Place town) {
        return town.view().list(Kind.CONFIG_MAP, Selector.labelled("shop", Strimzi.EXPORT_LABEL, "orders")).stream()
                .max((a, b) -> a.text("metadata", "creationTimestamp")
                        .orElse("")
                        .compareTo(b.text("metadata", "creationTimestamp").orElse("")))
                .map(Resource::name)
                .orElseThrow();
    }

    private static List<String> claims(Place town) {
        return town
                .view()
                .list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.labelled("shop", Strimzi.CLUSTER_LABEL, "orders"))
                .stream()
                .map(Resource::uid)
                .sorted()
                .toList();
    }

    private static String certificate(Place town) {
        return town.get(Kind.SECRET, "shop", "orders-cluster-ca-cert")
                .text("data", "ca.crt")
                .orElseThrow();
    }

    /** All files of a folder of definitions as one document. */
    static String all(Path definitions) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(definitions)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                text.append("---\n").append(Files.readString(file)).append('\n');
            }
        }
        return text.toString();
    }
}
