package io.millwright.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.metrics.facts.Names;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checks on what the simulator has brought up, in order and with each fault. */
final class HealthTest {
    private static final List<String> ALL =
            List.of(MetricsTown.PROMETHEUS, MetricsTown.ALERTMANAGER, MetricsTown.OPERATOR, MetricsTown.GRAFANA);

    @Test
    void aStackInOrderHasNoFindingsAndEachFaultShowsWhereItBelongs() throws Exception {
        try (MetricsTown town = MetricsTown.healthy()) {
            for (String path : ALL) {
                assertThat(town.findings(path)).as(path).isEmpty();
            }
            shows(town, "bad-config", MetricsTown.PROMETHEUS, "metrics.prometheus.configuration");
            shows(town, "rule-failing", MetricsTown.PROMETHEUS, "metrics.prometheus.rules.failing");
            shows(town, "series-grow", MetricsTown.PROMETHEUS, "metrics.prometheus.series.growing");
            shows(town, "disk-full", MetricsTown.PROMETHEUS, "metrics.prometheus.disk.full");
            shows(
                    town,
                    "alerts-lost",
                    MetricsTown.PROMETHEUS,
                    "metrics.prometheus.alert-path.none",
                    "metrics.prometheus.watchdog.lost");
            shows(
                    town,
                    "notifications-failing",
                    MetricsTown.ALERTMANAGER,
                    "metrics.alertmanager.notifications.failing");
            shows(town, "reconcile-failing", MetricsTown.PROMETHEUS, "metrics.prometheus.condition.reconciled");
            town.fault("prometheus-down", true);
            town.running().advance(Duration.ofMinutes(3));
            assertThat(town.findings(MetricsTown.PROMETHEUS))
                    .contains(
                            "metrics.prometheus.condition.available",
                            "metrics.prometheus.serving.down",
                            "metrics.prometheus.rules.unreadable",
                            "metrics.prometheus.disk.unreadable");
            town.fault("alertmanager-down", true);
            town.fault("grafana-down", true);
            town.running().advance(Duration.ofMinutes(3));
            assertThat(town.findings(MetricsTown.ALERTMANAGER))
                    .contains("metrics.alertmanager.condition.available", "metrics.alertmanager.serving.down");
            assertThat(town.findings(MetricsTown.GRAFANA)).containsExactly("metrics.grafana.serving");
            town.fault("operator-down", true);
            town.running().advance(Duration.ofMinutes(2));
            assertThat(town.findings(MetricsTown.OPERATOR)).containsExactly("metrics.operator.ready.down");
            assertThat(town.problems()).isEmpty();
        }
    }

    private static void shows(MetricsTown town, String fault, String path, String... findings) throws Exception {
        town.fault(fault, true);
        town.running().advance(Duration.ofSeconds(5));
        assertThat(town.findings(path)).as(fault).containsExactly(findings);
        town.fault(fault, false);
        town.running().advance(Duration.ofSeconds(5));
    }

    /** A fresh installation isn't Critical for its first minute. */
    @Test
    void aNewRuleHasTimeToFireAndANewAlertToArrive() throws Exception {
        try (MetricsTown town = MetricsTown.healthy()) {
            Resource rule = town.view().list(Names.RULE, Selector.ALL).stream()
                    .filter(r -> r.content().toString().contains("Watchdog"))
                    .findFirst()
                    .orElseThrow();
            town.delete(rule.ref(Names.RULE));
            assertThat(town.findings(MetricsTown.PROMETHEUS)).containsExactly("metrics.prometheus.watchdog.undefined");
            town.create(
                    Names.RULE,
                    Resource.of(
                            Names.RULE,
                            rule.namespace(),
                            rule.name(),
                            Map.of("spec", rule.at("spec").orElseThrow())));
            for (int i = 0; i < 12; i++) {
                assertThat(town.findings(MetricsTown.PROMETHEUS))
                        .as("%s s later", i * 5)
                        .isEmpty();
                town.running().advance(Duration.ofSeconds(5));
            }
            town.fault("alerts-lost", true);
            assertThat(town.findings(MetricsTown.PROMETHEUS)).contains("metrics.prometheus.watchdog.lost");
        }
    }

    @Test
    void theScenarioOfFindingsHasThem() throws Exception {
        try (MetricsTown town = new MetricsTown("findings")) {
            town.running().advance(Duration.ofMinutes(3));
            String base = "observe/obs-kube-prometheus-stack-";
            assertThat(town.findings(base + "prometheus"))
                    .containsExactly(
                            "metrics.prometheus.selection.servicemonitors",
                            "metrics.prometheus.switches.admin",
                            "metrics.prometheus.volume.none");
            assertThat(town.findings(base + "alertmanager"))
                    .containsExactly("metrics.alertmanager.receivers.nobody", "metrics.alertmanager.volume.none");
            assertThat(town.findings(base + "operator"))
                    .containsExactly("metrics.operator.definitions.older", "metrics.operator.version.newer");
            assertThat(town.findings("observe/obs-grafana")).containsExactly("metrics.grafana.storage.none");
            assertThat(town.problems()).isEmpty();
        }
    }
}
