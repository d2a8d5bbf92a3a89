package io.millwright.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.Names;
import io.millwright.logging.facts.NodeSet;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunbooksTest {
    private static final String LOGS = "logging/logs";

    @Test
    void makesAnElasticsearchWithKibanaAndCollectorsAndTakesItAwayWithoutItsVolumes(@TempDir Path folder)
            throws Exception {
        try (LoggingTown town = new LoggingTown("empty")) {
            town.release("3.5.0");
            town.until(
                    t -> t.constraints("create-elasticsearch", Optional.empty()).isEmpty());
            assertThatThrownBy(
                            () -> town.plan("create-elasticsearch", Optional.empty(), "default", Map.of("nodes", "2")))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("two master-eligible");
            town.succeeds("create-elasticsearch", "", Map.of("nodes", "1", "storage", "5Gi", "memory", "2Gi"));
            assertThat(town.instance(LOGS).version()).contains("9.5.0");
            assertThat(town.instance("logging/logs-kb").summary()).containsEntry("health", "green");
            town.succeeds(
                    "install-fluent-bit",
                    LOGS,
                    Map.of("archive", LoggingTown.archive(folder, "fluent-bit-0.58.1.tgz")));
            assertThat(town.findings("logging/fluent-bit")).isEmpty();
            town.succeeds("rotate-password", LOGS, Map.of());
            town.succeeds("uninstall", LOGS, Map.of());
            assertThat(town.view().get(ObjectRef.of(Names.ES, "logging", "logs")))
                    .isEmpty();
            assertThat(town.view()
                            .get(ObjectRef.of(
                                    Kind.PERSISTENT_VOLUME_CLAIM, "logging", "elasticsearch-data-logs-es-default-0")))
                    .isPresent();
            town.succeeds("create-elasticsearch", "", Map.of("nodes", "1", "storage", "5Gi", "kibana", "false"));
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void takesASnapshotAndBringsAnIndexBackBesideTheOriginal() throws Exception {
        try (LoggingTown town = LoggingTown.healthy()) {
            town.succeeds("set-repository", LOGS, Map.of("repository", "second", "bucket", "other"));
            Optional<Instance> target = Optional.of(town.instance(LOGS));
            assertThatThrownBy(() -> town.plan("back-up", target, "logging", Map.of("repository", "none")))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("no repository none");
            town.succeeds("back-up", LOGS, Map.of("repository", "second"));
            String snapshot = town
                    .view()
                    .get(ObjectRef.of(Kind.CONFIG_MAP, "logging", "logs-sandbox-data"))
                    .orElseThrow()
                    .textMap("data")
                    .keySet()
                    .stream()
                    .filter(k -> k.startsWith("snap.second."))
                    .findFirst()
                    .orElseThrow()
                    .substring("snap.second.".length());
            town.succeeds(
                    "restore", LOGS, Map.of("repository", "second", "snapshot", snapshot, "indices", "kube-2026.08.*"));
            assertThat(data(town))
                    .contains("index.restored-kube-2026.08.31")
                    .doesNotContain("index.restored-kube-2026.09.01");
            town.fault("snapshot-failing", true);
            RunResult failed = town.run("back-up", target, "logging", Map.of("repository", "second"));
            assertThat(failed.problem()).isPresent();
            assertThat(town.problems()).isEmpty();
        }
    }

    private static List<String> data(LoggingTown town) {
        return List.copyOf(town.view()
                .get(ObjectRef.of(Kind.CONFIG_MAP, "logging", "logs-sandbox-data"))
                .orElseThrow()
                .textMap("data")
                .keySet());
    }

    @Test
    void emptiesNodesBeforeTheyLeaveAndNeverLeavesTwoMasters() throws Exception {
        try (LoggingTown town = LoggingTown.healthy()) {
            Optional<Instance> target = Optional.of(town.instance(LOGS));
            assertThatThrownBy(() -> town.plan("scale", target, "logging", Map.of("nodes", "2")))
                    .hasMessageContaining("two master-eligible");
            assertThatThrownBy(() -> town.plan("scale", target, "logging", Map.of("nodes", "1")))
                    .hasMessageContaining("indices want 2 copies");
            town.succeeds("scale", LOGS, Map.of("nodes", "4"));
            assertThat(town.logs().available()).isEqualTo(4);
            FrozenPlan plan = town.plan("scale", Optional.of(town.instance(LOGS)), "logging", Map.of("nodes", "3"));
            town.fault("operator-down", true);
            town.running().advance(Duration.ofMinutes(1));
            assertThat(town.run(plan).problem()).isPresent();
            assertThat(town.logs().nodes()).isEqualTo(4);
            assertThat(data(town)).doesNotContain("setting.exclude");
        }
    }

    @Test
    void takesANodeAwayWithItsVolume() throws Exception {
        try (LoggingTown town = LoggingTown.healthy()) {
            town.succeeds("scale", LOGS, Map.of("nodes", "4"));
            town.succeeds("scale", LOGS, Map.of("nodes", "3"));
            assertThat(town.logs().available()).isEqualTo(3);
            assertThat(data(town)).doesNotContain("setting.exclude");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void growsVolumesRestartsNodesPausesAndChangesSettings() throws Exception {
        try (LoggingTown town = LoggingTown.healthy()) {
            assertThatThrownBy(() -> town.plan(
                            "grow-storage", Optional.of(town.instance(LOGS)), "logging", Map.of("size", "10Gi")))
                    .hasMessageContaining("can't shrink");
            town.succeeds("grow-storage", LOGS, Map.of("size", "30Gi"));
            assertThat(town.logs().nodeSets()).extracting(NodeSet::storage).containsExactly("30Gi");
            List<String> before = uids(town);
            town.succeeds("rolling-restart", LOGS, Map.of());
            assertThat(uids(town)).doesNotContainAnyElementsOf(before);
            town.succeeds("configure", LOGS, Map.of("setting", "max-unavailable", "value", "2"));
            town.succeeds("configure", LOGS, Map.of("setting", "keep-volumes", "value", "true"));
            town.succeeds("pause", LOGS, Map.of());
            assertThat(town.constraints("rolling-restart", Optional.of(town.instance(LOGS))))
                    .contains("paused");
            assertThat(town.findings(LOGS)).contains("logging.es.switches.paused");
            town.succeeds("resume", LOGS, Map.of());
            assertThat(town.findings(LOGS)).isEmpty();
            assertThat(town.problems()).isEmpty();
        }
    }

    private static List<String> uids(LoggingTown town) {
        return town.logs().pods(town.view()).stream().map(Resource::uid).toList();
    }

    @Test
    void upgradesElasticsearchByKnownStepsOnly() throws Exception {
        try (LoggingTown town = new LoggingTown("findings")) {
            town.until(
                    t -> Elastic.read(t.view(), "audit", "trail").orElseThrow().settled());
            town.succeeds("upgrade", "audit/trail", Map.of("version", "9.5.0"));
            assertThat(town.instance("audit/trail").version()).contains("9.5.0");
            assertThatThrownBy(() -> town.plan(
                            "upgrade", Optional.of(town.instance("audit/trail")), "audit", Map.of("version", "9.4.3")))
                    .hasMessageContaining("older");
        }
    }

    @Test
    void anImpossibleUpgradeNamesTheVersionBetween() {
        assertThat(new io.millwright.logging.facts.Versions().against("elasticsearch", "8.15.2", "9.5.0"))
                .hasValueSatisfying(w -> assertThat(w).contains("upgrade to 8.19.18 first"));
        assertThat(new io.millwright.logging.facts.Versions().against("elasticsearch", "7.10.0", "9.5.0"))
                .hasValueSatisfying(w -> assertThat(w).contains("no single step is known"));
    }

    @Test
    void upgradesTheOperatorAndRemovesItWhenNothingNeedsIt(@TempDir Path folder) throws Exception {
        try (LoggingTown town = new LoggingTown("empty")) {
            town.running().settle();
            town.succeeds("install", "", Map.of("archive", LoggingTown.archive(folder, "eck-operator-3.4.1.tgz")));
            String operator = "elastic-system/elastic-operator";
            town.succeeds(
                    "upgrade-operator",
                    operator,
                    Map.of("version", "3.5.0", "archive", LoggingTown.archive(folder, "eck-operator-3.5.0.tgz")));
            assertThat(town.instance(operator).version()).contains("3.5.0");
            town.succeeds("uninstall-operator", operator, Map.of());
            assertThat(town.view().get(ObjectRef.of(Kind.STATEFUL_SET, "elastic-system", "elastic-operator")))
                    .isEmpty();
            assertThat(town.view().get(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", Names.ES.resourceName())))
                    .isPresent();
        }
    }
}
