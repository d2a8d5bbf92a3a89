package io.millwright.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.metrics.facts.Names;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class InstallTest {
    @Test
    void isInstalledByTheChartAndAnswers(@TempDir Path folder) throws Exception {
        try (MetricsTown town = new MetricsTown("empty")) {
            town.running().settle();
            town.succeeds(
                    "install",
                    "",
                    Map.of(
                            "archive",
                            MetricsTown.archive(folder, "88.5.3"),
                            "storage",
                            "10Gi",
                            "cluster-label",
                            "eu-1",
                            "webhook",
                            "http://notify.example.org/hook"));
            assertThat(town.instance(MetricsTown.OPERATOR).version()).contains("0.93.1");
            assertThat(town.instance(MetricsTown.PROMETHEUS).version()).contains("3.14.0");
            assertThat(town.instance(MetricsTown.ALERTMANAGER).version()).contains("0.34.0");
            assertThat(town.instance(MetricsTown.GRAFANA).version()).contains("13.2.0");
            assertThat(town.prometheus().object().text("spec", "retentionSize")).contains("8192MB");
            assertThat(town.prometheus().object().text("spec", "externalLabels", "cluster"))
                    .contains("eu-1");
            assertThat(town.instance(MetricsTown.PROMETHEUS).management().reference())
                    .isEqualTo("release monitoring/kps");
            assertThat(town.constraints("install", Optional.empty())).containsExactly("installed");
            assertThat(town.problems()).isEmpty();
        }
    }

    @Test
    void theSeedGrowsUp() throws Exception {
        try (MetricsTown town = MetricsTown.healthy()) {
            assertThat(town.instance(MetricsTown.PROMETHEUS).summary())
                    .containsEntry("pods", "1/1")
                    .containsEntry("keeps", "10d")
                    .containsEntry("storage", "20Gi");
            assertThat(town.tool().listings())
                    .allSatisfy(l -> assertThat(l.rows(town.view())).isNotNull());
            assertThat(town.prometheus().alertmanagers(town.view()))
                    .extracting(s -> s.kind())
                    .containsExactly(Names.AM);
            assertThat(town.problems()).isEmpty();
        }
    }
}
