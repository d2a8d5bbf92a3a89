package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.e2e.Operator.Said;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.postgres.PostgresTool;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.testkit.sandbox.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An exercise by command: the fault is switched on, found by the check that its exercise names, and gone when it is over. */
class ExerciseTest {
    @TempDir
    private Path folder;

    @Test
    void aFaultIsSwitchedOnFoundAndSwitchedOffAgain() throws IOException, InterruptedException {
        PostgresTool tool = new PostgresTool();
        try (Town town = new Town(
                        tool,
                        SandboxOptions.test(
                                "town",
                                "healthy",
                                List.of(new ToolSimulator(
                                        "postgres", tool.simulator().orElseThrow()))));
                KubeClusters clusters = new KubeClusters(
                        KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), town.kubeconfig())))) {
            town.running().advance(Duration.ofMinutes(5));
            Operator operator = new Operator(clusters, folder, Map.of("postgres", tool));

            Said on = operator.types("sandbox", "fault", "postgres", "replica-down");
            assertThat(on.code()).as(on.err()).isZero();
            assertThat(on.out()).contains("replica-down", "town");
            assertThat(on.err()).contains("Found by: postgres.instances.ready", "Runbooks: rebuild-standby");
            town.running().advance(Duration.ofMinutes(2));
            assertThat(operator.types("health", "-o", "json").out()).contains("postgres.instances.ready");

            assertThat(operator.types("sandbox", "fault", "postgres", "replica-down", "--off")
                            .code())
                    .isZero();
            assertThat(town.running().faults()).isEmpty();
            town.running().advance(Duration.ofMinutes(2));
            assertThat(operator.types("sandbox", "fault", "postgres").out())
                    .contains("disk-full")
                    .doesNotContain("town");

            Said unknown = operator.types("sandbox", "fault", "postgres", "flood");
            assertThat(unknown.code()).isEqualTo(64);
            assertThat(unknown.err()).contains("the tool has no such fault", "replica-down");
            assertThat(operator.types("sandbox", "fault", "postgres", "replica-down", "--read-only")
                            .code())
                    .isEqualTo(77);
            assertThat(town.running().faults()).isEmpty();
        }
    }
}
