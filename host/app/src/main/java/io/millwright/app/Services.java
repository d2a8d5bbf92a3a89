package io.millwright.app;

import io.millwright.app.cli.Operations;
import io.millwright.app.plugins.PluginOutcome;
import io.millwright.app.settings.Settings;
import io.millwright.app.settings.SettingsSource;
import io.millwright.app.support.CrashReports;
import io.millwright.engine.port.ClusterSource;
import io.millwright.tui.LoopThread;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parts of the program, each made when it is first asked for, so that {@code --help} opens no kubeconfig and loads no plugin. Screen
 * and commands share them. Safe for any thread.
 */
public final class Services implements AutoCloseable {
    private final Folders folders;
    private final Clock clock;
    private final CallLog calls = new CallLog();
    private final CrashReports crashes;
    private final SettingsSource settings;
    private final Lazy<List<PluginOutcome>> plugins;
    private final Lazy<ClusterSource> clusters;
    private final Lazy<Operations> operations;

    public Services(
            Folders folders,
            Clock clock,
            SettingsSource settings,
            Function<Settings, List<PluginOutcome>> plugins,
            Function<Services, ClusterSource> clusters,
            Function<Services, Operations> operations) {
        this.folders = folders;
        this.clock = clock;
        this.crashes = new CrashReports(folders.state(), clock, calls::newestFirst);
        this.settings = settings;
        this.plugins = new Lazy<>(() -> plugins.apply(settings()));
        this.clusters = new Lazy<>(() -> clusters.apply(this));
        this.operations = new Lazy<>(() -> operations.apply(this));
    }

    public Folders folders() {
        return folders;
    }

    public Clock clock() {
        return clock;
    }

    /** The last calls to clusters. */
    public CallLog calls() {
        return calls;
    }

    /** Reports of exceptions that nobody foresaw. */
    public CrashReports crashes() {
        return crashes;
    }

    public Settings settings() {
        LoopThread.refuse("settings");
        return settings.inForce();
    }

    /** Looks whether the settings were written anew; those that hold from now on, if so. */
    public Optional<Settings> changedSettings() {
        LoopThread.refuse("settings");
        return settings.changed();
    }

    /** What became of every plugin. The first call loads them. */
    public List<PluginOutcome> plugins() {
        LoopThread.refuse("plugins");
        return plugins.get();
    }

    /** The clusters. The first call reads the kubeconfig; none touches the network. */
    public ClusterSource clusters() {
        LoopThread.refuse("clusters");
        return clusters.get();
    }

    /** Health, plans and runs, in the terms of the command line. */
    public Operations operations() {
        LoopThread.refuse("operations");
        return operations.get();
    }

    @Override
    public void close() {
        clusters.ifMade().ifPresent(ClusterSource::close);
    }
}
