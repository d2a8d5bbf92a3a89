package io.millwright.logging;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.Phase;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import io.millwright.testkit.FakeCluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HealthTest {
    private static final String LOGS = "logging/logs";
    private static final String COLLECTORS = "logging/fluent-bit";

    @Test
    void aClusterInOrderHasNoFindingsAndEachFaultShowsWhereItBelongs() throws Exception {
        try (LoggingTown town = LoggingTown.healthy()) {
            town.running().advance(Duration.ofMinutes(1));
            for (String path : List.of(LOGS, "logging/logs-kb", COLLECTORS, "elastic-system/elastic-operator")) {
                assertThat(town.findings(path)).as(path).isEmpty();
            }
            town.fault("disk-full", true);
            assertThat(town.findings(LOGS)).containsExactly("logging.es.disk.high");
            town.fault("disk-full", false);
            town.fault("retention-stopped", true);
            assertThat(town.findings(LOGS)).containsExactly("logging.es.retention");
            town.fault("retention-stopped", false);
            town.fault("output-failing", true);
            assertThat(town.findings(COLLECTORS))
                    .containsExactly(
                            "logging.fluent-bit.buffer", "logging.fluent-bit.drops", "logging.fluent-bit.health");
            town.fault("output-failing", false);
            town.fault("node-down", true);
            town.running().advance(Duration.ofMinutes(2));
            assertThat(town.findings(LOGS)).contains("logging.es.nodes.down");
            town.fault("node-down", false);
            town.running().advance(Duration.ofMinutes(2));
            town.fault("operator-down", true);
            town.running().advance(Duration.ofMinutes(2));
            assertThat(town.findings("elastic-system/elastic-operator")).containsExactly("logging.operator.ready.down");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void theScenarioOfFindingsHasThemWithTheirRemedies() throws Exception {
        try (LoggingTown town = new LoggingTown("findings")) {
            town.until(t -> t.instance("audit/trail").version().isPresent());
            town.running().advance(Duration.ofMinutes(2));
            assertThat(town.findings("audit/trail"))
                    .contains(
                            "logging.es.backup.no-repository",
                            "logging.es.health.yellow",
                            "logging.es.shards.unassigned",
                            "logging.es.single-point",
                            "logging.es.version.newer",
                            "logging.es.volumes");
            assertThat(town.findings("audit/fluent-bit"))
                    .containsExactly(
                            "logging.fluent-bit.destination.nowhere", "logging.fluent-bit.destination.retries");
            assertThat(town.findings("elastic-system/elastic-operator"))
                    .containsExactly("logging.operator.version.newer");
            assertThat(town.problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Ready, READY",
        "ApplyingChanges, APPLYING",
        "MigratingData, MIGRATING",
        "Stalled, STALLED",
        "Invalid, INVALID",
        "'', RESET",
        "Dreaming, UNMAPPED"
    })
    void everyPhaseOfUpstreamIsMappedAndAnUnknownOneIsUnknown(String word, Phase phase) {
        assertThat(Phase.of(word)).isEqualTo(phase);
        assertThat(phase == Phase.UNMAPPED).isEqualTo(phase.severity() == Severity.UNKNOWN);
    }

    @Test
    void aPhaseThatNobodyKnowsAndOnesThatNeedAPersonAreFindings() {
        assertThat(ids(standing("Dreaming"))).contains("logging.es.phase.unknown");
        assertThat(ids(standing("Invalid"))).contains("logging.es.phase.invalid");
        assertThat(ids(standing("Stalled"))).contains("logging.es.phase.stalled");
    }

    @Test
    void whatCannotBeReadIsUnknown() {
        List<Finding> unread = findings(standing("Ready")).stream()
                .filter(f -> f.severity() == Severity.UNKNOWN)
                .toList();
        assertThat(unread)
                .extracting(Finding::id)
                .contains(
                        "logging.es.disk.unreadable",
                        "logging.es.backup.unreadable",
                        "logging.es.certificates.unreadable",
                        "logging.es.retention.unreadable");
    }

    /** One that an operator has left like that, whose API nobody answers. */
    private static FakeCluster standing(String phase) {
        Resource elastic = Resource.of(
                Names.ES,
                "logging",
                "logs",
                Map.of(
                        "spec",
                        Map.of("version", "9.5.0", "nodeSets", List.of(Map.of("name", "default", "count", 3L))),
                        "status",
                        Map.of("phase", phase, "health", "green")));
        return new FakeCluster("eu-1").kubernetes("1.36").put(elastic, Names.ES);
    }

    private static List<String> ids(FakeCluster cluster) {
        return findings(cluster).stream().map(Finding::id).toList();
    }

    private static List<Finding> findings(FakeCluster cluster) {
        Instance instance = new LoggingTool().discover(cluster).getFirst();
        return new LoggingTool()
                .healthChecks().stream()
                        .filter(c -> c.info().components().contains(instance.component()))
                        .flatMap(c -> c.run(instance, cluster).stream())
                        .toList();
    }
}
