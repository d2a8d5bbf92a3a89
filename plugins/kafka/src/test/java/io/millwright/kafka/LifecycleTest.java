package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A cluster is taken away with its data kept, and comes back on it. */
final class LifecycleTest {
    private static final Selector CLAIMS = Selector.labelled("messaging", Strimzi.CLUSTER_LABEL, "events");

    private static List<String> uids(KafkaTown town) {
        return town.view().list(Kind.PERSISTENT_VOLUME_CLAIM, CLAIMS).stream()
                .map(Resource::uid)
                .toList();
    }

    @Test
    void comesBackOnItsVolumesWithItsAuthoritiesTopicsAndUsers() throws InterruptedException {
        try (KafkaTown town = KafkaTown.healthy()) {
            List<String> claims = uids(town);
            String id = town.kafka("messaging", "events").clusterId().orElseThrow();
            String authority = certificate(town);
            assertThat(town.constraints(
                            "uninstall-operator", Optional.of(town.instance("strimzi/strimzi-cluster-operator"))))
                    .containsExactly("clusters");

            town.succeeds("uninstall", "messaging/events", Map.of());
            assertThat(town.view().get(ObjectRef.of(Strimzi.KAFKA, "messaging", "events")))
                    .isEmpty();
            assertThat(town.view().list(Strimzi.TOPIC, Selector.ALL)).isEmpty();
            assertThat(town.view().list(Strimzi.POOL, Selector.ALL)).isEmpty();
            assertThat(uids(town)).isEqualTo(claims);
            assertThat(certificate(town)).isEqualTo(authority);

            String export = town
                    .view()
                    .list(Kind.CONFIG_MAP, Selector.labelled("messaging", Strimzi.EXPORT_LABEL, "events"))
                    .stream()
                    .map(Resource::name)
                    .filter(n -> !n.endsWith("seed1"))
                    .findFirst()
                    .orElseThrow();
            Map<String, String> inputs = Map.of("export", export, "namespace", "messaging");
            assertThat(catchThrowable(() -> town.plan(
                            "create-cluster",
                            Optional.empty(),
                            "messaging",
                            Map.of("name", "events", "namespace", "messaging"))))
                    .hasMessageContaining("claims are left from a cluster of this name");

            town.succeeds("restore-cluster", "", inputs);
            assertThat(town.kafka("messaging", "events").clusterId()).contains(id);
            assertThat(uids(town)).isEqualTo(claims);
            assertThat(certificate(town)).isEqualTo(authority);
            assertThat(town.get(Strimzi.TOPIC, "messaging", "orders").items("status", "conditions"))
                    .anyMatch(c -> c.text("type").orElse("").equals("Ready"));
            assertThat(town.problems()).isEmpty();
        }
    }

    private static String certificate(KafkaTown town) {
        return town.get(Kind.SECRET, "messaging", "events-cluster-ca-cert")
                .text("data", "ca.crt")
                .orElseThrow();
    }

    @Test
    void aClusterIsNotRestoredWhenAClaimIsMissing() throws InterruptedException {
        try (KafkaTown town = KafkaTown.healthy()) {
            town.succeeds("uninstall", "messaging/events", Map.of());
            town.delete(ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, "messaging", "data-0-events-nodes-2"));
            town.running().settle();
            String export = town
                    .view()
                    .list(Kind.CONFIG_MAP, Selector.labelled("messaging", Strimzi.EXPORT_LABEL, "events"))
                    .stream()
                    .map(Resource::name)
                    .filter(n -> !n.endsWith("seed1"))
                    .findFirst()
                    .orElseThrow();
            assertThat(catchThrowable(() -> town.plan(
                            "restore-cluster",
                            Optional.empty(),
                            "messaging",
                            Map.of("export", export, "namespace", "messaging"))))
                    .hasMessageContaining("1 claims are missing, data-0-events-nodes-2 among them");
            town.succeeds("uninstall-operator", "strimzi/strimzi-cluster-operator", Map.of());
            assertThat(town.view().get(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", "kafkas.kafka.strimzi.io")))
                    .as("definitions stay: deleting them would delete every cluster")
                    .isPresent();
        }
    }
}
