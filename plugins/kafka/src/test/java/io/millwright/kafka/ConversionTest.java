package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.run.RunResult;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Objects that may be stored as v1beta2 are converted before an upgrade to 1.x, and nowhere else. */
final class ConversionTest {
    private static final String OPERATOR = "strimzi/strimzi-cluster-operator";
    private static final ObjectRef DEFINITION =
            ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Strimzi.definition(Strimzi.TOPIC));

    @Test
    void objectsAndDefinitionsAreConvertedAndTheRightsTakenAway() throws InterruptedException {
        try (KafkaTown town = KafkaTown.healthy()) {
            town.fault("stored-old", true);
            Optional<Instance> newer = Optional.of(town.instance(OPERATOR));
            assertThat(town.constraints("convert-stored", newer)).containsExactly("version");

            older(town);
            assertThat(town.findings(OPERATOR)).contains("kafka.crd.stored");
            RunResult end = town.run("convert-stored", Optional.of(town.instance(OPERATOR)), "strimzi", Map.of());
            assertThat(end.problem().map(Problem::summary)).isEmpty();
            assertThat(town.view().get(DEFINITION).orElseThrow().texts("status", "storedVersions"))
                    .containsExactly("v1");
            assertThat(town.findings(OPERATOR)).doesNotContain("kafka.crd.stored");
            assertThat(town.view().list(Kind.JOB, Selector.ALL)).isEmpty();
            assertThat(town.view().list(Kind.SERVICE_ACCOUNT, Selector.in("strimzi")))
                    .extracting(Resource::name)
                    .noneMatch(n -> n.contains("conversion"));
            assertThat(town.view()
                            .list(Kind.CONFIG_MAP, Selector.labelled("messaging", Strimzi.EXPORT_LABEL, "events")))
                    .as("an export was made before")
                    .hasSize(2);
            assertThat(town.constraints("convert-stored", Optional.of(town.instance(OPERATOR))))
                    .containsExactly("done");
            assertThat(town.problems()).isEmpty();
        }
    }

    /** The operator becomes one that knows both versions. */
    private static void older(KafkaTown town) throws InterruptedException {
        town.change(
                HealthCase.OPERATOR,
                d -> d.with(
                        List.of(d.items("spec", "template", "spec", "containers")
                                .getFirst()
                                .with("quay.io/strimzi/operator:0.51.0", "image")
                                .content()),
                        "spec",
                        "template",
                        "spec",
                        "containers"));
        town.advance(Duration.ofMinutes(1));
        town.settled("messaging", "events");
        town.advance(Duration.ofMinutes(3));
        town.settled("messaging", "events");
    }

    @Test
    void whatHasNoCounterpartIsNamedFirst() {
        FakeCluster cluster = new FakeCluster("old").kubernetes("1.36");
        cluster.put(Resource.of(
                Kind.DEPLOYMENT,
                "strimzi",
                "strimzi-cluster-operator",
                Map.of(
                        "spec",
                        Map.of(
                                "template",
                                Map.of(
                                        "metadata",
                                        Map.of("labels", Map.of(Strimzi.KIND_LABEL, "cluster-operator")),
                                        "spec",
                                        Map.of(
                                                "containers",
                                                List.of(Map.of(
                                                        "name",
                                                        "strimzi-cluster-operator",
                                                        "image",
                                                        "quay.io/strimzi/operator:0.51.0"))))))));
        cluster.put(Resource.of(
                Kind.CUSTOM_RESOURCE_DEFINITION,
                "",
                DEFINITION.name(),
                Map.of(
                        "spec", Map.of("versions", List.of(Map.of("name", "v1beta2"), Map.of("name", "v1"))),
                        "status", Map.of("storedVersions", List.of("v1beta2", "v1")))));
        Kind old = Kind.of("kafka.strimzi.io", "v1beta2", "Kafka", "kafkas");
        cluster.put(
                Resource.of(
                        old,
                        "shop",
                        "orders",
                        Map.of("spec", Map.of("kafka", Map.of("authorization", Map.of("type", "opa"))))),
                old);
        KafkaTool tool = new KafkaTool();
        Instance operator = tool.discover(cluster).getFirst();
        assertThat(tool.runbooks().stream()
                        .filter(r -> r.info().id().equals("convert-stored"))
                        .flatMap(r -> r.constraints(Optional.of(operator), cluster).stream())
                        .map(c -> c.id() + ": " + c.reason()))
                .contains(
                        "by-hand: 1 fields have no counterpart in v1: Kafka shop/orders spec.kafka.authorization.type opa");
    }
}
