package io.millwright.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Yaml;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.testkit.FakeCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** The table of {@code docs/reference/kafka-failures.md} is true: each fault is found by the checks of its row, and by none when it is over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FailuresTest {
    private static final Path PAGE = Path.of("../../docs/reference/kafka-failures.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final ObjectRef EVENTS = ObjectRef.of(Strimzi.KAFKA, "messaging", "events");
    private static final ObjectRef REBALANCE = ObjectRef.of(Strimzi.REBALANCE, "messaging", "asked");

    private static final String MIRROR = """
            apiVersion: kafka.strimzi.io/v1
            kind: KafkaMirrorMaker2
            metadata: {name: copy, namespace: messaging}
            spec:
              replicas: 1
              metricsConfig: {type: strimziMetricsReporter}
              target:
                alias: there
                bootstrapServers: far.example.com:9092
                groupId: copy
                configStorageTopic: copy-configs
                offsetStorageTopic: copy-offsets
                statusStorageTopic: copy-status
              mirrors:
                - source: {alias: here, bootstrapServers: "events-kafka-bootstrap:9093"}
                  sourceConnector: {}
            """;

    /** The operator looks at everything every two minutes, whether it has changed or not. */
    private static final Duration RECONCILED = Duration.ofSeconds(125);

    private KafkaTown town;

    /** A row of the table. */
    private record Failure(String name, List<String> checks, List<String> runbooks, String fault, String how) {
        static Failure of(String line) {
            String[] cells = line.split("\\|");
            List<String> faults = codes(cells[4]);
            return new Failure(
                    cells[1].strip(),
                    codes(cells[2]),
                    codes(cells[3]).stream()
                            .filter(c -> !c.startsWith("kafka."))
                            .toList(),
                    faults.isEmpty() ? "" : faults.getFirst(),
                    cells[4].strip());
        }

        private static List<String> codes(String cell) {
            return CODE.matcher(cell).results().map(m -> m.group(1)).toList();
        }
    }

    @BeforeAll
    void bringUp() throws InterruptedException {
        town = KafkaTown.healthy();
        town.change(EVENTS, k -> k.with(Map.of(), "spec", "kafkaExporter"));
        rest();
    }

    @AfterAll
    void nothingWentWrongInside() {
        assertThat(town.problems()).isEmpty();
        town.close();
    }

    private static List<Failure> table() throws IOException {
        return Files.readAllLines(PAGE).stream()
                .takeWhile(l -> !l.startsWith("## "))
                .filter(l -> l.startsWith("| ") && !l.startsWith("| failure") && !l.startsWith("| ---"))
                .map(Failure::of)
                .toList();
    }

    @Test
    void everyCheckAndRunbookOfThePageExists() throws IOException {
        Set<String> checks =
                town.tool().healthChecks().stream().map(c -> c.info().id()).collect(Collectors.toSet());
        Set<String> runbooks =
                town.tool().runbooks().stream().map(r -> r.info().id()).collect(Collectors.toSet());
        assertThat(table()).isNotEmpty().allSatisfy(f -> {
            assertThat(checks).containsAll(f.checks());
            assertThat(runbooks).containsAll(f.runbooks());
            assertThat(f.checks().size() + f.runbooks().size())
                    .as("something stands against: " + f.name())
                    .isPositive();
        });
    }

    @TestFactory
    Stream<DynamicTest> everyFaultIsFoundWhileItLasts() throws IOException {
        return table().stream()
                .filter(f -> !f.fault().isEmpty())
                .map(f -> DynamicTest.dynamicTest(f.fault() + ": " + f.name(), () -> found(f)));
    }

    private void found(Failure failure) throws InterruptedException {
        town.fault(failure.fault(), true);
        begin(failure);
        town.advance(RECONCILED);
        List<String> during = checks(Duration.ofHours(2));
        town.fault(failure.fault(), false);
        end(failure);
        rest();
        List<String> after = checks(Duration.ZERO);

        assertThat(during).containsAll(failure.checks());
        assertThat(after).doesNotContainAnyElementsOf(failure.checks());
    }

    private void begin(Failure failure) {
        if (failure.how().contains("a setting that needs a restart")) {
            setting(6);
        } else if (failure.how().contains("with a KafkaRebalance")) {
            Resource asked = Resource.of(Strimzi.REBALANCE, "messaging", "asked", Map.of("spec", Map.of()))
                    .with(Map.of(Strimzi.CLUSTER_LABEL, "events"), "metadata", "labels");
            town.create(
                    Strimzi.REBALANCE,
                    failure.how().contains("approves itself")
                            ? asked.with("true", "metadata", "annotations", Strimzi.AUTO_APPROVAL)
                            : asked);
        } else if (failure.how().contains("with a KafkaMirrorMaker2")) {
            town.create(Strimzi.MIRROR, Yaml.document(MIRROR, "a mirror"));
        } else if (failure.how().contains("renew-certificates")) {
            town.change(
                    ObjectRef.of(Kind.SECRET, "messaging", "events-cluster-ca-cert"),
                    s -> s.with("true", "metadata", "annotations", Strimzi.FORCE_RENEW));
        }
    }

    private void end(Failure failure) {
        if (failure.how().contains("a setting that needs a restart")) {
            setting(3);
        } else if (failure.how().contains("with a KafkaRebalance")) {
            town.delete(REBALANCE);
        } else if (failure.how().contains("with a KafkaMirrorMaker2")) {
            town.delete(ObjectRef.of(Strimzi.MIRROR, "messaging", "copy"));
        }
    }

    private void setting(long partitions) {
        town.change(EVENTS, k -> k.with(partitions, "spec", "kafka", "config", "num.partitions"));
    }

    private void rest() throws InterruptedException {
        town.advance(Duration.ofSeconds(5));
        town.settled("messaging", "events");
        town.advance(RECONCILED);
    }

    /** The checks that find something, seen that much later. */
    private List<String> checks(Duration later) {
        FakeCluster seen = town.copy();
        seen.at(seen.now().plus(later));
        List<String> all = new ArrayList<>();
        town.tool()
                .discover(seen)
                .forEach(i -> town.tool().healthChecks().stream()
                        .filter(c -> c.info().components().contains(i.component()))
                        .filter(c -> c.run(i, seen).stream().anyMatch(f -> !unknown(f)))
                        .forEach(c -> all.add(c.info().id())));
        return all;
    }

    private static boolean unknown(Finding finding) {
        return finding.id().contains(".unknown");
    }
}
