package io.millwright.app;

import io.millwright.app.cli.CommandLineProgram.ServicesSource;
import io.millwright.app.cli.GlobalOptions;
import io.millwright.app.cli.Operations;
import io.millwright.app.plugins.PluginLoading;
import io.millwright.app.plugins.PluginOutcome;
import io.millwright.app.settings.Settings;
import io.millwright.app.settings.SettingsFiles;
import io.millwright.engine.port.ClusterSource;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The services of this process: its folders, its clock, its plugins; clusters and engine from whoever put the program together. */
final class ProcessServices implements ServicesSource {
    /** How long a plugin may take to say what it is. */
    private static final Duration PLUGIN_LIMIT = Duration.ofSeconds(2);

    private final Folders folders;
    private final BiFunction<GlobalOptions, Services, ClusterSource> clusters;
    private final Function<Services, Operations> operations;

    /**
     * @param clusters opens the clusters of the kubeconfig or of the sandbox, when they are first asked for
     * @param operations the engine, when it is first asked for
     */
    ProcessServices(
            Folders folders,
            BiFunction<GlobalOptions, Services, ClusterSource> clusters,
            Function<Services, Operations> operations) {
        this.folders = folders;
        this.clusters = clusters;
        this.operations = operations;
    }

    @Override
    public GlobalOptions inForce(GlobalOptions typed) {
        return typed;
    }

    @Override
    public Services open(GlobalOptions options) {
        return new Services(
                folders,
                Clock.systemUTC(),
                new SettingsFiles(List.of(folders.imported(), folders.settings()), options.write()),
                this::plugins,
                services -> clusters.apply(options, services),
                operations);
    }

    private List<PluginOutcome> plugins(Settings settings) {
        return new PluginLoading(
                        folders.plugins(settings.pluginFolders()), folders.cache(), Version.CONTRACT, PLUGIN_LIMIT)
                .load();
    }

    @Override
    public void release(Services services) {
        services.close();
    }
}
