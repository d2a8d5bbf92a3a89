package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.testing.FakeClusters;
import io.millwright.app.testing.Rig;
import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowListener;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.port.Tables;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code get --watch}: on a server, and with what a watch can tell. */
class GetWatchTest {
    private static final Served CONFIG = new Served(Kind.CONFIG_MAP, "configmap", List.of("cm"));

    @TempDir
    private Path folder = Path.of(".");

    /** A command that goes on until it is cancelled, and what it has printed so far. */
    private final class Watching implements AutoCloseable {
        private final StringWriter out = new StringWriter();
        private final StringWriter err = new StringWriter();
        private final CompletableFuture<Integer> code = new CompletableFuture<>();
        private final Thread thread;

        Watching(ClusterSource clusters, String... words) {
            thread = Thread.ofPlatform()
                    .start(() -> code.complete(Rig.with(folder, clusters).run(out, err, words)));
        }

        List<String> lines() {
            return out.toString().lines().map(l -> l.replaceAll(" +", " ")).toList();
        }

        void until(int lines) {
            long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
            while (lines().size() < lines) {
                assertThat(System.nanoTime()).as(out + "\n" + err).isLessThan(end);
                Thread.onSpinWait();
            }
        }

        int cancelled() {
            thread.interrupt();
            return code.orTimeout(20, TimeUnit.SECONDS).join();
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }

    private static Resource config(String name, Map<String, String> data) {
        return Resource.of(Kind.CONFIG_MAP, "default", name, Map.of("data", data))
                .with(Map.of("app", "web", "tier", "moving"), "metadata", "labels");
    }

    @Test
    void rowsThatChangeArePrintedUntilItIsCancelled() throws IOException {
        try (Sandbox sandbox = Sandbox.start(new SandboxOptions(
                        List.of(new SandboxOptions.ClusterSpec("town", "empty")),
                        List.of(),
                        1,
                        Optional.empty(),
                        0,
                        Optional.empty()));
                KubeClusters clusters = new KubeClusters(
                        KubeOptions.file(Files.writeString(folder.resolve("kubeconfig"), sandbox.kubeconfig())))) {
            var writer = clusters.open("town").writer();
            try (Watching watch = new Watching(clusters, "get", "cm", "-l", "tier=moving", "-w", "--show-labels")) {
                watch.until(1);
                writer.create(config("moving", Map.of("a", "1")), Mode.REAL);
                watch.until(2);
                try (Watching named = new Watching(clusters, "get", "cm/moving", "-w", "--no-headers")) {
                    named.until(1);
                    writer.apply(config("moving", Map.of("a", "1", "b", "2")), true, Mode.REAL);
                    named.until(2);
                    assertThat(named.lines().getFirst()).startsWith("default moving 1");
                    assertThat(named.lines().getLast()).startsWith("default moving 2");
                    assertThat(named.cancelled()).isEqualTo(ExitCode.CANCELLED);
                }
                watch.until(3);
                writer.delete(
                        ObjectRef.of(Kind.CONFIG_MAP, "default", "moving"), Action.Propagation.BACKGROUND, Mode.REAL);
                watch.until(4);
                assertThat(watch.lines().getFirst()).contains("NAME", "LABELS");
                assertThat(watch.lines().get(1)).contains("moving").endsWith("app=web,tier=moving");
                assertThat(watch.lines().getLast()).contains("moving").endsWith("(gone)");
                assertThat(watch.cancelled()).isEqualTo(ExitCode.CANCELLED);
            }
        }
    }

    /** Lists two objects, then tells what the test says. */
    private record Telling(Consumer<RowListener> told, CountDownLatch done) implements Tables {
        @Override
        public Optional<Served> find(String word) {
            return Optional.of(CONFIG);
        }

        @Override
        public List<Served> kinds() {
            return List.of(CONFIG);
        }

        @Override
        public Position list(Query query, RowListener listener) {
            listener.columns(columns());
            listener.listed("a", List.of(row("a", "web", "1", "5s"), row("a", "db", "1", "5s")));
            listener.complete(Set.of("a"));
            return new Position(Map.of("", "1"));
        }

        @Override
        public void objects(Query query, Consumer<List<Resource>> parts) {
            throw new AssertionError("a watch reads no objects");
        }

        @Override
        public void watch(Query query, Position from, RowListener listener) throws InterruptedException {
            listener.columns(columns());
            told.accept(listener);
            done.countDown();
            new CountDownLatch(1).await();
        }

        ClusterSource clusters() {
            return new FakeClusters() {
                @Override
                public ClusterConnection open(String context) {
                    ClusterConnection usual = super.open(context);
                    return (ClusterConnection) Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {ClusterConnection.class},
                            (_, method, given) -> {
                                try {
                                    return method.getName().equals("tables")
                                            ? Telling.this
                                            : method.invoke(usual, given);
                                } catch (InvocationTargetException e) {
                                    throw e.getCause();
                                }
                            });
                }
            }.cluster("eu-1");
        }
    }

    private static List<ObjectTable.Column> columns() {
        return List.of(
                new ObjectTable.Column("Name", false),
                new ObjectTable.Column("Data", false),
                new ObjectTable.Column("Age", false));
    }

    private static Row row(String namespace, String name, String data, String age) {
        return new Row("eu-1", namespace, name, List.of(name, data, age), "", 0, 0);
    }

    private List<String> told(Consumer<RowListener> told, StringWriter err, String... options) throws Exception {
        Telling tables = new Telling(told, new CountDownLatch(1));
        String[] words = Stream.concat(Stream.of("get", "cm", "-w", "--no-headers"), Stream.of(options))
                .toArray(String[]::new);
        try (Watching watch = new Watching(tables.clusters(), words)) {
            assertThat(tables.done().await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.cancelled()).isEqualTo(ExitCode.CANCELLED);
            err.append(watch.err.toString());
            return watch.lines();
        }
    }

    @Test
    void aRowThatLooksTheSameIsNotPrintedAgain() throws Exception {
        assertThat(told(
                        rows -> {
                            rows.put(row("a", "web", "1", "60s"));
                            rows.put(row("a", "web", "2", "61s"));
                            rows.put(row("b", "new", "1", "0s"));
                        },
                        new StringWriter()))
                .containsExactly("a web 1 5s", "a db 1 5s", "a web 2 61s", "b new 1 0s");
    }

    @Test
    void whatANewListDoesNotHaveAnyMoreIsGone() throws Exception {
        assertThat(told(
                        rows -> {
                            rows.put(row("b", "new", "1", "0s"));
                            rows.listed("a", List.of(row("a", "web", "3", "9s")));
                            rows.complete(Set.of("a"));
                            rows.gone("a", "web");
                            rows.gone("a", "unknown");
                        },
                        new StringWriter()))
                .containsExactly(
                        "a web 1 5s",
                        "a db 1 5s",
                        "b new 1 0s",
                        "a db 1 5s (gone)",
                        "a web 3 9s",
                        "b new 1 0s (gone)",
                        "a web 3 9s (gone)");
        assertThat(told(rows -> rows.gone("a", "web"), new StringWriter(), "-o", "name"))
                .containsExactly("configmap/web", "configmap/db", "configmap/web");
    }

    @Test
    void aClusterThatIsAwayIsRemarkedOnceAndWhenItIsBack() throws Exception {
        StringWriter err = new StringWriter();
        Freshness away = new Freshness.Stale(
                Instant.EPOCH, Problem.user("watch configmaps", "cluster eu-1", "it is away", "Wait."));
        told(
                rows -> {
                    rows.fresh(new Freshness.Live());
                    rows.fresh(away);
                    rows.fresh(away);
                    rows.fresh(new Freshness.Live());
                },
                err);
        assertThat(err.toString()).containsOnlyOnce("it is away").containsOnlyOnce("Cluster eu-1 answers again.");
    }

    @Test
    void aWatchThatBreaksEndsTheCommandAsFailed() {
        Telling tables = new Telling(
                rows -> {
                    throw new IllegalStateException("broken");
                },
                new CountDownLatch(1));
        try (Watching watch = new Watching(tables.clusters(), "get", "cm", "-w")) {
            assertThat(watch.code.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo(ExitCode.FAILED);
        }
    }
}
