package io.millwright.postgres.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.Release;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ChartsTest {
    private static final ObjectRef OPERATOR = ObjectRef.of(Kind.DEPLOYMENT, "cnpg-system", "cnpg-cloudnative-pg");

    @Test
    void helmInstallsTheOperatorFromTheChartAndAnUninstallKeepsTheDefinitions(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path chart = folder.resolve("cloudnative-pg-0.29.0.tgz");
        Files.write(chart, new PostgresSimulator().charts().get("cloudnative-pg-0.29.0.tgz"));
        try (Town town = new Town("empty")) {
            town.running().settle();
            Release installed = Helm.install(chart.toString())
                    .withName("cnpg")
                    .withNamespace("cnpg-system")
                    .createNamespace()
                    .withKubeConfigContents(town.kubeconfig())
                    .call();
            assertThat(installed.getAppVersion()).isEqualTo("1.30.0");
            town.until(t -> t.view()
                    .get(OPERATOR)
                    .flatMap(d -> d.number("status", "availableReplicas"))
                    .isPresent());
            town.create(Cnpg.CLUSTER, Town.database("default", "pg", 1));
            town.healthy("default", "pg");
            assertThat(town.findings("cnpg-system", "cnpg-cloudnative-pg"))
                    .noneMatch(
                            f -> f.startsWith("postgres.operator.webhook") || f.startsWith("postgres.operator.ready"));

            Helm.uninstall("cnpg")
                    .withNamespace("cnpg-system")
                    .withKubeConfigContents(town.kubeconfig())
                    .call();
            assertThat(town.view().get(OPERATOR)).isEmpty();
            assertThat(town.cluster("default", "pg").text("status", "phase")).isPresent();
            assertThat(town.problems()).isEmpty();
        }
    }
}
