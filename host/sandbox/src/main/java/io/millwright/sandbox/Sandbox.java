package io.millwright.sandbox;

import io.millwright.sandbox.api.ApiServer;
import io.millwright.sandbox.sim.ClusterRuntime;
import io.millwright.sandbox.sim.ContentServer;
import io.millwright.sandbox.sim.SimulatedClock;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Simulated clusters behind real HTTP APIs on loopback. {@link #start} returns as soon as they answer; what the simulators seed grows up
 * behind that, with the clusters' time racing through the last half hour to the present.
 */
public final class Sandbox implements AutoCloseable {
    /** How long ago a seeded cluster was made, as its objects' ages tell. */
    private static final Duration PAST = Duration.ofMinutes(30);

    private static final long SAVE_SECONDS = 10;

    private final List<RunningCluster> clusters = new ArrayList<>();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final Map<String, ObjectStore> stores = new LinkedHashMap<>();
    private final Optional<StateArchive> state;
    private final ContentServer content;
    private long savedVersions = -1;
    private volatile Optional<Problem> saveProblem = Optional.empty();

    private Sandbox(Optional<StateArchive> state, ContentServer content) {
        this.state = state;
        this.content = content;
        parts.add(content);
    }

    /**
     * Starts a sandbox.
     *
     * @throws ProblemException when a port is taken or the state file can't be read
     */
    public static Sandbox start(SandboxOptions options) {
        int count = options.clusters().size();
        int first = options.port();
        List<Sandbox> begun = new ArrayList<>();
        try {
            ContentServer content = ContentServer.start(options.tools(), first == 0 ? 0 : first + count);
            Sandbox sandbox = new Sandbox(options.state().map(StateArchive::new), content);
            begun.add(sandbox);
            for (int i = 0; i < count; i++) {
                sandbox.add(options, options.clusters().get(i), first == 0 ? 0 : first + i);
            }
            sandbox.keepSaving();
            return sandbox;
        } catch (IOException e) {
            begun.forEach(Sandbox::closeParts);
            String on = options.state().map(f -> "state file " + f + ", ").orElse("")
                    + (first == 0 ? "any free port" : "ports " + first + " to " + (first + count));
            throw new ProblemException(
                    Problem.user(
                            "start the sandbox",
                            on,
                            String.valueOf(e.getMessage()),
                            "Use another port or another state file."),
                    e);
        }
    }

    /**
     * Starts a sandbox of one cluster that holds those objects, as another cluster has them. Its time stands at that moment and moves only by
     * {@link RunningCluster#advance}.
     *
     * @throws ProblemException when no port is free
     */
    public static Sandbox holding(String name, List<Resource> objects, Instant now, List<ToolSimulator> tools) {
        SimulatedClock clock = SimulatedClock.standing(now, InstantSource.fixed(now));
        List<Sandbox> begun = new ArrayList<>();
        try {
            Sandbox sandbox = new Sandbox(Optional.empty(), ContentServer.start(tools, 0));
            begun.add(sandbox);
            sandbox.serve(name, ObjectStore.holding(objects, clock), clock, tools, 0)
                    .startCopy();
            return sandbox;
        } catch (IOException e) {
            begun.forEach(Sandbox::closeParts);
            throw new ProblemException(
                    Problem.user(
                            "start the sandbox",
                            "any free port",
                            String.valueOf(e.getMessage()),
                            "Let the program listen on this machine's own addresses."),
                    e);
        }
    }

    private void add(SandboxOptions options, SandboxOptions.ClusterSpec spec, int port) throws IOException {
        InstantSource wall = options.standing().map(InstantSource::fixed).orElse(InstantSource.system());
        SimulatedClock clock = SimulatedClock.standing(wall.instant(), wall);
        Optional<ObjectStore> kept = state.isPresent() ? state.get().load(spec.name(), clock) : Optional.empty();
        boolean fresh = kept.isEmpty();
        boolean moving = options.standing().isEmpty();
        if (fresh && moving) {
            clock.set(wall.instant().minus(PAST));
        } else if (moving) {
            clock.run(wall.instant(), options.speed());
        }
        ObjectStore store = kept.orElseGet(() -> new ObjectStore(clock));
        serve(spec.name(), store, clock, options.tools(), port)
                .start(fresh ? Optional.of(spec.scenario()) : Optional.empty(), fresh && moving, options.speed());
    }

    /** A cluster whose API is served and that is still to be started. */
    private ClusterRuntime serve(
            String name, ObjectStore store, SimulatedClock clock, List<ToolSimulator> tools, int port)
            throws IOException {
        ClusterRuntime runtime = ClusterRuntime.prepare(name, store, clock, tools);
        ApiServer api = new ApiServer(store, port, new ClusterHooks(runtime));
        parts.add(api);
        parts.add(runtime);
        stores.put(name, store);
        clusters.add(new RunningCluster(runtime, api.uri()));
        return runtime;
    }

    /** Its clusters, in the order of the options. */
    public List<RunningCluster> clusters() {
        return List.copyOf(clusters);
    }

    /** The cluster of that name. */
    public Optional<RunningCluster> cluster(String name) {
        return clusters.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    /** A kubeconfig, as YAML, with a context of each cluster's name; the first cluster's is the current one. */
    public String kubeconfig() {
        return Kubeconfig.of(clusters);
    }

    /** A Helm repository with the tools' charts. */
    public URI chartRepository() {
        return content.charts();
    }

    /** Where the manifest of that release is; 404 there when the tool's simulator has no such release. */
    public URI releaseManifest(String tool, String version) {
        return content.release(tool, version);
    }

    private void keepSaving() {
        if (state.isEmpty()) {
            return;
        }
        ScheduledExecutorService saver = Executors.newSingleThreadScheduledExecutor(
                r -> Thread.ofPlatform().daemon(true).name("sandbox-state").unstarted(r));
        var task = saver.scheduleWithFixedDelay(this::saveOrTell, SAVE_SECONDS, SAVE_SECONDS, TimeUnit.SECONDS);
        parts.addFirst(() -> {
            task.cancel(false);
            saver.shutdown();
        });
    }

    private void saveOrTell() {
        try {
            save();
            saveProblem = Optional.empty();
        } catch (ProblemException e) {
            saveProblem = Optional.of(e.problem());
        }
    }

    /** Why the state couldn't be saved last time, and what went wrong inside the clusters. Empty is good. */
    public List<Problem> problems() {
        List<Problem> all = new ArrayList<>();
        saveProblem.ifPresent(all::add);
        clusters.forEach(c -> all.addAll(c.problems()));
        return all;
    }

    private synchronized void save() {
        long versions = stores.values().stream().mapToLong(ObjectStore::version).sum();
        if (state.isEmpty() || versions == savedVersions) {
            return;
        }
        try {
            state.get().save(stores);
            savedVersions = versions;
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.user(
                            "save the sandbox's state",
                            "state file",
                            String.valueOf(e.getMessage()),
                            "Make the file's folder writable."),
                    e);
        }
    }

    /** Stops serving and saves the state. */
    @Override
    public void close() {
        List<Exception> failures = closeParts();
        save();
        if (!failures.isEmpty()) {
            throw new IllegalStateException("the sandbox didn't close cleanly", failures.getFirst());
        }
    }

    private List<Exception> closeParts() {
        List<Exception> failures = new ArrayList<>();
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception e) {
                failures.add(e);
            }
        }
        return failures;
    }
}
