package io.millwright.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.kit.simulator.Json;
import io.millwright.metrics.facts.Definitions;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runbooks on the simulated stack, by the real engine. */
final class RunbooksTest {
    private static final String PROMETHEUS = MetricsTown.PROMETHEUS;
    private static final String ALERTMANAGER = MetricsTown.ALERTMANAGER;

    private static Optional<Instance> target(MetricsTown town, String path) {
        return Optional.of(town.instance(path));
    }

    @Test
    void aTestAlertArrivesAndLeavesNothingBehind() throws Exception {
        try (MetricsTown town = MetricsTown.healthy()) {
            town.succeeds("test-alert", PROMETHEUS, Map.of());
            assertThat(town.view().list(Names.RULE, Selector.ALL))
                    .extracting(Resource::name)
                    .containsExactly("kps-kube-prometheus-stack-general.rules");
            town.fault("alerts-lost", true);
            List<RunResult> ends = town.takenBack(
                    "test-alert", target(town, PROMETHEUS), "monitoring", Map.of("until", "alertmanager"));
            assertThat(ends.getFirst().problem().orElseThrow().summary()).contains("is not there in");
            assertThat(ends.getLast().state()).isEqualTo(RunState.ROLLED_BACK);
            assertThat(town.view().list(Names.RULE, Selector.ALL)).hasSize(1);
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void aTestAlertForAReceiverThatSendsNothingIsRefused() throws Exception {
        try (MetricsTown town = new MetricsTown("findings")) {
            String path = "observe/obs-kube-prometheus-stack-prometheus";
            town.until(t -> Server.all(t.view(), Names.AM).stream().anyMatch(Server::settled)
                    && Server.all(t.view(), Names.PROM).stream().anyMatch(Server::settled));
            town.running().advance(Duration.ofMinutes(1));
            assertThatThrownBy(() -> town.plan("test-alert", target(town, path), "observe", Map.of()))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("'null', which sends nothing");
            town.succeeds("test-alert", path, Map.of("until", "alertmanager"));
            assertThat(town.constraints("back-up", target(town, path))).containsExactly("no-volume");
            town.succeeds("configure", path, Map.of("setting", "admin-api", "value", "false"));
            assertThat(town.findings(path)).doesNotContain("metrics.prometheus.switches.admin");
            town.succeeds(
                    "upgrade-definitions",
                    "observe/obs-kube-prometheus-stack-operator",
                    Map.of("definitions", definitions(town, "0.92.1").toString()));
            assertThat(Definitions.are("0.92.1", town.view())).isTrue();
            assertThat(town.problems()).isEmpty();
        }
    }

    @TempDir
    Path folder;

    /** A file with the definitions of that version, as upstream publishes one. */
    private Path definitions(MetricsTown town, String version) throws IOException {
        String text = town.tool().simulator().orElseThrow().release(version).stream()
                .filter(o -> o.kind().equals("CustomResourceDefinition"))
                .map(o -> Json.text(o.content()))
                .collect(Collectors.joining("\n---\n"));
        return Files.writeString(folder.resolve("crds-" + version + ".yaml"), text);
    }

    @Test
    void aSilenceHoldsAndIsEnded() throws Exception {
        try (MetricsTown town = MetricsTown.today()) {
            assertThatThrownBy(() ->
                            town.plan("silence", target(town, ALERTMANAGER), "monitoring", Map.of("comment", "work")))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("neither namespace nor alert");
            town.succeeds(
                    "silence", ALERTMANAGER, Map.of("namespace", "shop", "comment", "move of the shop", "hours", "8"));
            List<String> ids = town.tool().listings().stream()
                    .filter(l -> l.info().id().equals("silences"))
                    .flatMap(l -> l.rows(town.view()).stream())
                    .map(r -> r.cells().get(5))
                    .toList();
            assertThat(ids).hasSize(1);
            town.succeeds("end-silence", ALERTMANAGER, Map.of("silence", ids.getFirst()));
            assertThatThrownBy(() -> town.plan(
                            "end-silence", target(town, ALERTMANAGER), "monitoring", Map.of("silence", ids.getFirst())))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("has ended already");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void isScaledByReplicasNeverByTheScaleSubresource() throws Exception {
        try (MetricsTown town = MetricsTown.healthy()) {
            town.succeeds("scale", PROMETHEUS, Map.of("replicas", "2"));
            assertThat(town.instance(PROMETHEUS).summary()).containsEntry("pods", "2/2");
            assertThat(town.prometheus().shards()).isEqualTo(1);
            assertThatThrownBy(() -> town.plan(
                            "scale", target(town, PROMETHEUS), "monitoring", Map.of("replicas", "1", "shards", "2")))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("would have a name of 55 letters");
            town.create(
                    Names.PROM,
                    Resource.of(Names.PROM, "monitoring", "main", Map.of("spec", Map.of("version", "v3.14.0"))));
            town.until(t -> t.instance("monitoring/main")
                    .summary()
                    .getOrDefault("pods", "")
                    .equals("1/1"));
            town.succeeds("scale", "monitoring/main", Map.of("replicas", "1", "shards", "2"));
            assertThat(town.instance("monitoring/main").summary()).containsEntry("shards", "2");
            town.succeeds("scale-alertmanager", ALERTMANAGER, Map.of("replicas", "3"));
            assertThat(town.findings(ALERTMANAGER)).isEmpty();
            town.fault("operator-down", true);
            town.running().advance(Duration.ofMinutes(1));
            assertThat(town.constraints("scale", target(town, PROMETHEUS))).containsExactly("operator-down");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void volumesGrowAroundRunningPods() throws Exception {
        try (MetricsTown town = MetricsTown.healthy()) {
            assertThatThrownBy(() ->
                            town.plan("grow-storage", target(town, PROMETHEUS), "monitoring", Map.of("size", "10Gi")))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("can't shrink");
            List<String> before = uids(town);
            town.succeeds("grow-storage", PROMETHEUS, Map.of("size", "40Gi"));
            assertThat(uids(town)).as("no pod restarts").isEqualTo(before);
            assertThat(town.prometheus().claims(town.view()))
                    .extracting(c -> c.text("status", "capacity", "storage").orElse(""))
                    .containsExactly("40Gi");
            assertThat(town.prometheus().sets(town.view()))
                    .extracting(
                            s -> s.text("spec", "volumeClaimTemplates", "0", "spec", "resources", "requests", "storage")
                                    .orElse(""))
                    .containsExactly("40Gi");
            town.succeeds("set-retention", PROMETHEUS, Map.of("retention", "30d", "size", "32GB"));
            assertThat(town.prometheus().retention()).isEqualTo("30d");
            town.succeeds("configure", PROMETHEUS, Map.of("setting", "cluster-label", "value", "eu-1"));
            town.succeeds("restart", PROMETHEUS, Map.of());
            assertThat(uids(town)).isNotEqualTo(before);
            town.succeeds("pause", PROMETHEUS, Map.of());
            assertThat(town.constraints("scale", target(town, PROMETHEUS))).containsExactly("paused");
            town.succeeds("resume", PROMETHEUS, Map.of());
            assertThat(town.findings(PROMETHEUS)).isEmpty();
            assertThat(town.problems()).isEmpty();
        }
    }

    private static List<String> uids(MetricsTown town) {
        return town.prometheus().pods(town.view()).stream().map(Resource::uid).toList();
    }

    @Test
    void samplesAreBackedUpAndRestoredAndTheAdminApiIsOffAgain() throws Exception {
        try (MetricsTown town = MetricsTown.healthy()) {
            town.succeeds("back-up", PROMETHEUS, Map.of());
            assertThat(town.prometheus().object().flag("spec", "enableAdminAPI"))
                    .contains(false);
            List<Resource> backups = town.view()
                    .list(
                            Kind.PERSISTENT_VOLUME_CLAIM,
                            Selector.labelled(
                                    "monitoring",
                                    Names.BACKUP_OF,
                                    town.prometheus().name()));
            assertThat(backups).hasSize(1);
            town.succeeds(
                    "restore", PROMETHEUS, Map.of("backup", backups.getFirst().name()));
            assertThat(town.instance(PROMETHEUS).summary()).containsEntry("pods", "1/1");
            town.fault("snapshot-failing", true);
            List<RunResult> ends = town.takenBack("back-up", target(town, PROMETHEUS), "monitoring", Map.of());
            assertThat(ends.getLast().state()).isIn(RunState.ROLLED_BACK, RunState.PARTLY_ROLLED_BACK);
            assertThat(town.prometheus().object().flag("spec", "enableAdminAPI").orElse(false))
                    .as("taken back")
                    .isFalse();
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void theStackIsUpgradedDefinitionsFirstChangedByItsValuesAndRemovedWithoutItsData() throws Exception {
        try (MetricsTown town = new MetricsTown("empty")) {
            town.running().settle();
            String old = MetricsTown.archive(folder, "86.3.0");
            town.succeeds("install", "", Map.of("archive", old, "storage", "10Gi", "alertmanagers", "2"));
            town.succeeds("scale", PROMETHEUS, Map.of("archive", old, "replicas", "2"));
            town.succeeds("set-retention", PROMETHEUS, Map.of("archive", old, "retention", "20d"));
            Map<String, String> inputs = Map.of("version", "0.93.1", "archive", MetricsTown.archive(folder, "88.5.3"));
            assertThatThrownBy(() -> town.plan("upgrade", target(town, MetricsTown.OPERATOR), "monitoring", inputs))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("Helm doesn't upgrade them");
            Map<String, String> whole = new LinkedHashMap<>(inputs);
            whole.put("definitions", definitions(town, "0.93.1").toString());
            town.succeeds("upgrade", MetricsTown.OPERATOR, whole);
            assertThat(town.instance(MetricsTown.OPERATOR).version()).contains("0.93.1");
            assertThat(town.instance(PROMETHEUS).version()).contains("3.14.0");
            assertThat(town.prometheus().retention()).as("values are kept").isEqualTo("20d");
            assertThat(town.findings(MetricsTown.OPERATOR)).isEmpty();
            assertThatThrownBy(() -> town.plan("upgrade", target(town, MetricsTown.OPERATOR), "monitoring", whole))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("it runs 0.93.1 already");
            town.succeeds("uninstall", MetricsTown.OPERATOR, Map.of());
            assertThat(town.view().list(Names.PROM, Selector.ALL)).isEmpty();
            assertThat(town.view().list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in("monitoring")))
                    .extracting(Resource::name)
                    .hasSize(5)
                    .contains("kps-grafana");
            assertThat(town.problems()).isEmpty();
        }
    }
}
