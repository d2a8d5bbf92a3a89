package io.millwright.testkit.sandbox;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.run.Pace;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.RunningCluster;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.sandbox.store.DeleteOptions;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Tool;
import io.millwright.testkit.FakeCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A place in the sandbox: one cluster whose time stands still until a test moves it on; the engine's waiting does so too.
 */
public class Town extends Place {
    private static final int LONGEST_SECONDS = 1200;
    private final Sandbox sandbox;
    private final HttpClient http = HttpClient.newHttpClient();
    private final KubeClusters clusters;

    public Town(Tool tool, SandboxOptions options) {
        super(tool);
        this.sandbox = Sandbox.start(options);
        try {
            this.clusters = new KubeClusters(
                    KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig())));
        } catch (IOException e) {
            throw new UncheckedIOException("a test's folder can't be made", e);
        }
    }

    /** One that a scenario has filled: {@code empty}, {@code healthy}, {@code findings}. */
    public Town(Tool tool, String scenario) {
        this(tool, options(tool, scenario));
    }

    /** A cluster named {@code town} with that tool's simulator. */
    public static SandboxOptions options(Tool tool, String scenario) {
        return SandboxOptions.test(
                "town",
                scenario,
                List.of(new ToolSimulator(
                        tool.descriptor().id(), tool.simulator().orElseThrow())));
    }

    public final RunningCluster running() {
        return sandbox.clusters().getFirst();
    }

    /** Reads straight from the store; pages through the proxy. */
    @Override
    public final SandboxView view() {
        return new SandboxView(running(), http, connection().view());
    }

    @Override
    public final ClusterConnection connection() {
        return clusters.open(running().name());
    }

    public final String kubeconfig() {
        return sandbox.kubeconfig();
    }

    @Override
    public final Resource create(Kind kind, Resource object) {
        return running().store().create(kind, object);
    }

    /** Creates everything that the tool's release of that version holds, as {@code kubectl create} would. */
    public final void release(String version) throws InterruptedException {
        running().settle();
        for (Resource object : tool().simulator().orElseThrow().release(version)) {
            create(
                    running()
                            .store()
                            .kinds()
                            .kind(object.apiVersion(), object.kind())
                            .orElseThrow()
                            .kind(),
                    object);
        }
    }

    @Override
    public final void change(ObjectRef ref, UnaryOperator<Resource> change) {
        running().store().update(ref.kind(), change.apply(view().get(ref).orElseThrow()));
    }

    @Override
    public final void delete(ObjectRef ref) {
        running().store().delete(ref.kind(), ref.namespace(), ref.name(), DeleteOptions.DEFAULT);
    }

    @Override
    public final void fault(String name, boolean on) throws InterruptedException {
        running().fault(tool().descriptor().id(), name, on);
        running().settle();
    }

    @Override
    public final void advance(Duration time) throws InterruptedException {
        running().advance(time);
    }

    /** Moves time on second by second until the condition holds, at most twenty minutes of the cluster's. */
    public final void until(Predicate<Town> condition) throws InterruptedException {
        running().settle();
        for (int i = 0; i < LONGEST_SECONDS && !condition.test(this); i++) {
            running().advance(Duration.ofSeconds(1));
        }
        if (!condition.test(this)) {
            throw new AssertionError("it didn't come to that within " + LONGEST_SECONDS + " s; "
                    + tool().discover(view()) + "\n" + sandbox.problems());
        }
    }

    @Override
    public final Clock clock() {
        return running().clock();
    }

    /** Waiting moves the cluster's time on. */
    @Override
    public final Pace pace() {
        return new Pace() {
            @Override
            public long nanos() {
                Instant now = running().now();
                return now.getEpochSecond() * 1_000_000_000L + now.getNano();
            }

            @Override
            public void pause(Duration time) throws InterruptedException {
                running().advance(time);
            }
        };
    }

    /** Everything that is there, as a cluster that stands still: objects, kinds, and the given pages. */
    public final FakeCluster copy(List<Page> pages) {
        FakeCluster copy = new FakeCluster(running().name()).at(running().now()).kubernetes("1.36");
        running().store().kinds().all().forEach(info -> {
            copy.serve(info.kind());
            running().store().list(info.kind(), Selector.ALL).forEach(o -> copy.put(o, info.kind()));
        });
        pages.forEach(p -> page(copy, p));
        return copy;
    }

    /** A page of a pod or service, to be copied. */
    public record Page(ObjectRef podOrService, String scheme, int port, String path) {}

    private void page(FakeCluster copy, Page p) {
        try {
            copy.page(
                    p.podOrService(),
                    p.port(),
                    p.path(),
                    view().httpGet(p.podOrService(), p.scheme(), p.port(), p.path()));
        } catch (ProblemException e) {
            // A pod that doesn't answer here doesn't answer there.
            copy.log(p.podOrService(), List.of(e.problem().why()));
        }
    }

    @Override
    public final List<?> problems() {
        return new ArrayList<>(sandbox.problems());
    }

    @Override
    public void close() {
        clusters.close();
        sandbox.close();
        http.close();
        super.close();
    }
}
