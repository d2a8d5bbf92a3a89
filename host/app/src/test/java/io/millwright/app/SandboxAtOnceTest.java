package io.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.cli.GlobalOptions;
import io.millwright.app.plugins.PluginOutcome;
import io.millwright.app.settings.Settings;
import io.millwright.engine.port.ClusterSource;
import io.millwright.postgres.PostgresTool;
import io.millwright.spi.Activity;
import io.millwright.spi.Instance;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command on the sandbox sees clusters that have grown up, however soon it looks. */
class SandboxAtOnceTest {
    @TempDir
    private Path folder;

    @Test
    void theFirstLookFindsWhatWasSeeded() {
        GlobalOptions options = Program.of(
                        session -> 0,
                        new ProcessServices(
                                new Folders(Optional.empty(), folder, folder, folder, folder),
                                ClustersOfOptions::open,
                                EngineOperations::new))
                .options(List.of("--sandbox"));
        Services services = new Services(
                new Folders(Optional.empty(), folder, folder, folder, folder),
                Clock.systemUTC(),
                () -> Settings.DEFAULT,
                settings -> List.of(new PluginOutcome.Loaded(
                        Path.of("postgres.jar"), "postgres", "test", "test", new PostgresTool())),
                made -> ClustersOfOptions.open(options, made),
                made -> {
                    throw new AssertionError("nothing is run here");
                });
        try {
            ClusterSource clusters = services.clusters();
            List<Instance> found =
                    new PostgresTool().discover(clusters.open("sandbox-1").view());
            assertThat(found).extracting(Instance::component).contains("operator", "cluster");
            assertThat(found).extracting(i -> i.activity().state()).containsOnly(Activity.State.STEADY);
        } finally {
            services.close();
        }
    }
}
