package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.millwright.engine.run.RunResult;
import io.millwright.kafka.strimzi.Versions;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.Step;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka and its operator are upgraded in the order that upstream asks for, and nothing else is possible. */
final class UpgradeTest {
    private static final String OPERATOR = "strimzi/strimzi-cluster-operator";
    private static final String LOGS = "shop/logs";

    @TempDir
    Path folder;

    private String archive(String version) throws IOException {
        String name = "strimzi-kafka-operator-" + version + ".tgz";
        byte[] content = Objects.requireNonNull(
                new KafkaTool().simulator().orElseThrow().charts().get(name));
        return Files.write(folder.resolve(name), content).toString();
    }

    private String definitions() throws IOException {
        Path file = folder.resolve("strimzi-crds.yaml");
        try (InputStream in = KafkaTool.class.getResourceAsStream("simulator/definitions.yaml")) {
            return Files.write(file, Objects.requireNonNull(in).readAllBytes()).toString();
        }
    }

    private KafkaTown old(String operator, String kafka) throws IOException {
        KafkaTown town = new KafkaTown("empty");
        town.succeeds("install-operator", "", Map.of("archive", archive(operator)));
        town.succeeds(
                "create-cluster",
                "",
                Map.of("name", "logs", "namespace", "shop", "layout", "single", "version", kafka, "memory", "1Gi"));
        return town;
    }

    @Test
    void operatorAndKafkaAreUpgradedInTurn() throws IOException {
        try (KafkaTown town = old("1.0.1", "4.1.2")) {
            assertThat(town.findings(OPERATOR)).containsExactly("kafka.operator.version.newer");
            assertThat(refused(
                            town,
                            "upgrade-operator",
                            OPERATOR,
                            Map.of("version", "1.2.0", "definitions", definitions())))
                    .contains("Strimzi 1.2.0 can't run Kafka 4.1.2 of shop/logs");
            assertThat(refused(town, "upgrade-kafka", LOGS, Map.of("version", "4.3.1")))
                    .contains("the operator can't run Kafka 4.3.1");

            town.succeeds("upgrade-kafka", LOGS, Map.of("version", "4.2.0"));
            assertThat(town.kafka("shop", "logs").version()).contains("4.2.0");
            assertThat(town.kafka("shop", "logs").metadata()).contains("4.1-IV1");
            assertThat(town.findings(LOGS)).contains("kafka.version.metadata");

            Map<String, String> next =
                    Map.of("version", "1.2.0", "archive", archive("1.2.0"), "definitions", definitions());
            assertThat(town
                            .plan("upgrade-operator", Optional.of(town.instance(OPERATOR)), "shop", next)
                            .plan()
                            .steps()
                            .stream()
                            .map(Step::id))
                    .as("the next runbook, and health, look whether a partition lacks a replica")
                    .endsWith("done-shop.logs", "replicated-shop.logs");
            town.succeeds("upgrade-operator", OPERATOR, next);
            Instance operator = town.instance(OPERATOR);
            assertThat(operator.version()).contains("1.2.0");
            assertThat(operator.summary()).as("values are kept").containsEntry("watches", "all namespaces");

            town.succeeds("upgrade-kafka", LOGS, Map.of("version", "4.3.1"));
            // There is a way back until it is made final.
            town.succeeds("upgrade-kafka", LOGS, Map.of("version", "4.2.1"));
            town.succeeds("upgrade-kafka", LOGS, Map.of("version", "4.3.1"));
            town.succeeds("finish-upgrade", LOGS, Map.of());
            assertThat(town.kafka("shop", "logs").metadata()).contains("4.3-IV0");
            assertThat(refused(town, "upgrade-kafka", LOGS, Map.of("version", "4.2.1")))
                    .contains("metadata version 4.3-IV0 is above Kafka 4.2.1");
            assertThat(town.problems()).isEmpty();
        }
    }

    private static String refused(KafkaTown town, String runbook, String path, Map<String, String> inputs) {
        return String.valueOf(catchThrowable(() -> town.plan(runbook, Optional.of(town.instance(path)), "shop", inputs))
                .getMessage());
    }

    @Test
    void anUpgradeThatCanNotStartStopsAndIsTakenBack() throws IOException, InterruptedException {
        try (KafkaTown town = old("1.2.0", "4.2.0")) {
            town.fault("image-pull", true);
            RunResult result =
                    town.run("upgrade-kafka", Optional.of(town.instance(LOGS)), "shop", Map.of("version", "4.3.1"));
            assertThat(result.problem().map(Problem::summary).orElse(""))
                    .contains("Pod is unschedulable or is not starting");
            assertThat(town.findings(LOGS)).contains("kafka.ready", "kafka.pods");
            town.fault("image-pull", false);
            town.settled("shop", "logs");
            assertThat(town.kafka("shop", "logs").version()).contains("4.3.1");
        }
    }

    @Test
    void waysOfUpgradeFailClosed() {
        Versions versions = new Versions();
        assertThat(versions.wayTo("0.51.0", "1.2.0")).containsExactly("1.0.1", "1.2.0");
        assertThat(versions.wayTo("1.1.0", "1.2.0")).containsExactly("1.2.0");
        assertThat(versions.wayTo("0.45.0", "1.2.0"))
                .as("clusters with ZooKeeper first")
                .isEmpty();
        assertThat(versions.wayTo("0.46.1", "1.2.0")).containsExactly("0.51.0", "1.0.1", "1.2.0");
        assertThat(versions.wayTo("9.9.9", "1.2.0")).isEmpty();
    }

    @Test
    void objectsThatAreStoredInAnOldVersionStopUpgradesAndAreCritical() throws InterruptedException {
        try (KafkaTown town = KafkaTown.healthy()) {
            ObjectRef definition = ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", "kafkatopics.kafka.strimzi.io");
            var sick =
                    town.copy().change(definition, d -> d.with(List.of("v1beta2", "v1"), "status", "storedVersions"));
            Instance operator = town.instance(OPERATOR);
            assertThat(town.tool().runbooks().stream()
                            .filter(r -> r.info().id().equals("upgrade-operator"))
                            .flatMap(r -> r.constraints(Optional.of(operator), sick).stream())
                            .map(c -> c.id()))
                    .contains("stored-old", "no-release");
            assertThat(town.tool().healthChecks().stream()
                            .filter(c -> c.info().id().equals("kafka.crd"))
                            .flatMap(c -> c.run(operator, sick).stream())
                            .map(f -> f.id() + " " + f.severity()))
                    .containsExactly("kafka.crd.stored CRITICAL");
        }
    }
}
