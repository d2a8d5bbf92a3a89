package io.millwright.app.e2e;

import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.postgres.PostgresTool;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.SandboxOptions.ClusterSpec;
import io.millwright.sandbox.sim.ToolSimulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The journey on the sandbox, whose clock runs fast. */
class PostgresOnSandboxTest extends PostgresJourney {
    @TempDir
    private Path folder;

    private Optional<Sandbox> sandbox = Optional.empty();
    private Optional<KubeClusters> clusters = Optional.empty();

    @BeforeEach
    void start() throws IOException {
        PostgresTool tool = new PostgresTool();
        Sandbox started = Sandbox.start(new SandboxOptions(
                List.of(new ClusterSpec("twin", "empty")),
                List.of(new ToolSimulator("postgres", tool.simulator().orElseThrow())),
                20,
                Optional.empty(),
                0,
                Optional.empty()));
        sandbox = Optional.of(started);
        Path kubeconfig = Files.writeString(folder.resolve("kubeconfig"), started.kubeconfig());
        clusters = Optional.of(new KubeClusters(KubeOptions.file(kubeconfig)));
    }

    @AfterEach
    void stop() {
        clusters.ifPresent(KubeClusters::close);
        sandbox.ifPresent(Sandbox::close);
    }

    @Override
    Stage stage() {
        return new Stage(
                clusters.orElseThrow().open("twin"),
                new Operator(clusters.orElseThrow(), folder, Map.of("postgres", new PostgresTool())),
                sandbox.orElseThrow().releaseManifest("postgres", "1.30.0").toString(),
                List.of("size=1Gi", "backup=object-store", "backup-path=s3://backups/orders", "backup-secret=s3"),
                true);
    }
}
