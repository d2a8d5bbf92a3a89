package io.millwright.app.screen;

import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.Model;
import io.millwright.app.page.ScreenApp;
import io.millwright.engine.browse.Freshness;
import io.millwright.engine.browse.ObjectTable.Column;
import io.millwright.engine.browse.Position;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.RowListener;
import io.millwright.engine.browse.Served;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.Tables;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.testkit.tui.ForwardingApp;
import io.millwright.tui.App;
import io.millwright.tui.Background;
import io.millwright.tui.Capabilities;
import io.millwright.tui.EffectRunner;
import io.millwright.tui.Frame;
import io.millwright.tui.Key;
import io.millwright.tui.Msg;
import io.millwright.tui.Next;
import io.millwright.tui.Pace;
import io.millwright.tui.Program;
import io.millwright.tui.Quit;
import io.millwright.tui.TerminalPort;
import io.millwright.tui.Ticker;
import io.millwright.tui.terminal.TtyPort;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * How long a key takes until the terminal has what comes of it, while a long list changes all the time: the screen, its loop and its terminal
 * are the real ones, the cluster is a list in memory. Started by {@code host/bench/keys} in a terminal; arguments: rows, changes a second, keys,
 * a file for the figures.
 */
final class KeysBench {
    private static final int NAMESPACES = 50;
    private static final Served PODS = new Served(Kind.POD, "pod", List.of("po"));
    private static final List<Column> COLUMNS = List.of(
            new Column("Name", false),
            new Column("Ready", false),
            new Column("Status", false),
            new Column("Restarts", false),
            new Column("Age", false));

    private final int rows;
    private final int changes;
    private final List<Long> latencies = new ArrayList<>();
    private long slowest;
    private volatile long told;
    private volatile long pressedAt;
    private long waitingSince;

    private KeysBench(int rows, int changes) {
        this.rows = rows;
        this.changes = changes;
    }

    public static void main(String[] arguments) throws Exception {
        KeysBench bench = new KeysBench(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        bench.run(Integer.parseInt(arguments[2]), Path.of(arguments[3]));
        System.exit(0);
    }

    private static Row row(int index, int restarts) {
        String namespace = "bench-%02d".formatted(index % NAMESPACES);
        String name = "web-%05d".formatted(index / NAMESPACES);
        long born = Instant.EPOCH.getEpochSecond() + index;
        return new Row(
                "eu-1",
                namespace,
                name,
                List.of(name, "2/2", "Running", Integer.toString(restarts), "5m"),
                "uid-" + index,
                born,
                born);
    }

    /** A cluster with pods only. */
    private final class Pods implements Tables {
        private final CountDownLatch listed = new CountDownLatch(1);

        @Override
        public Optional<Served> find(String word) {
            return Optional.of(PODS);
        }

        @Override
        public List<Served> kinds() {
            return List.of(PODS);
        }

        @Override
        public Position list(Query query, RowListener listener) {
            listener.columns(COLUMNS);
            for (int namespace = 0; namespace < NAMESPACES; namespace++) {
                List<Row> part = new ArrayList<>();
                for (int index = namespace; index < rows; index += NAMESPACES) {
                    part.add(row(index, 0));
                }
                listener.listed("bench-%02d".formatted(namespace), part);
            }
            return new Position(Map.of());
        }

        @Override
        public void objects(Query query, Consumer<List<Resource>> parts) {
            throw new AssertionError("a list reads no objects");
        }

        @Override
        public void watch(Query query, Position from, RowListener listener) {
            listener.fresh(new Freshness.Live());
            listed.countDown();
            Random random = new Random(1);
            long began = System.nanoTime();
            for (long i = 0; changes > 0 && !Thread.currentThread().isInterrupted(); i++) {
                long due = began + i * 1_000_000_000L / changes;
                while (System.nanoTime() < due && !Thread.currentThread().isInterrupted()) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                listener.put(row(random.nextInt(rows), (int) i));
                told = i + 1;
            }
        }
    }

    /** The real screen; notes when a key has been taken, and the longest time that one message took. */
    private final class Timed extends ForwardingApp<Model> {
        Timed(App<Model> app) {
            super(app);
        }

        @Override
        public Next<Model> update(Model state, Msg msg) {
            if (msg instanceof Leave) {
                return Next.of(state, new Quit());
            }
            long began = System.nanoTime();
            Next<Model> next = super.update(state, msg);
            if (msg instanceof Key) {
                waitingSince = pressedAt;
            }
            if (!latencies.isEmpty()) {
                slowest = Math.max(slowest, System.nanoTime() - began);
            }
            return next;
        }
    }

    /** The real terminal; notes when it has what came of a key. */
    private final class Seen extends ForwardingPort {
        Seen(TerminalPort terminal) {
            super(terminal);
        }

        @Override
        public void draw(Frame frame) {
            super.draw(frame);
            if (waitingSince != 0) {
                latencies.add(System.nanoTime() - waitingSince);
                waitingSince = 0;
            }
        }
    }

    private void run(int keys, Path figures) throws IOException, InterruptedException {
        Pods pods = new Pods();
        ClusterConnection cluster = (ClusterConnection) Proxy.newProxyInstance(
                KeysBench.class.getClassLoader(), new Class<?>[] {ClusterConnection.class}, (_, method, _) -> {
                    if (method.getName().equals("tables")) {
                        return pods;
                    }
                    throw new ProblemException(
                            Problem.user(method.getName(), "the bench", "it has pods only", "Nothing."));
                });
        Path cache = Files.createTempDirectory("keys");
        try (TerminalPort terminal = new Seen(TtyPort.system(Capabilities.detect(System.getenv()), cache));
                PodRunner pod = new PodRunner(_ -> cluster, Clock.systemUTC(), Optional.empty(), (_, work) -> {
                    throw new AssertionError(work);
                })) {
            BrowseRunner objects = new BrowseRunner(
                    _ -> cluster,
                    Optional.empty(),
                    Clock.systemUTC(),
                    List.of("true"),
                    pod,
                    new OwnFiles(cache),
                    () -> Guardrails.NONE,
                    Optional.empty());
            EffectRunner rest = new MillDesk(Danger.REVERSIBLE).runner();
            Program<Model> program = new Program<>(
                    new Timed(new ScreenApp(new Model.Start(false, false, Optional.of("pods @eu-1"), Instant.now()))),
                    (effect, sink, cancellation) -> {
                        if (effect instanceof BrowseEffect.Open || effect instanceof BrowseEffect.Watch) {
                            objects.run((BrowseEffect) effect, sink);
                        } else if (!(effect instanceof BrowseEffect || effect instanceof Background)) {
                            rest.run(effect, sink, cancellation);
                        }
                    },
                    terminal,
                    Ticker.system(),
                    Pace.DEFAULT);
            Thread hand = Thread.ofPlatform().start(() -> press(program, pods, keys));
            program.run();
            hand.join();
        }
        write(figures);
    }

    /** Keys as a person who looks for something: mostly down, sometimes a page, at no fixed time after a change. */
    private void press(Program<Model> program, Pods pods, int keys) {
        try {
            pods.listed.await();
            Random random = new Random(2);
            List<String> names = List.of("down", "down", "down", "up", "pgdn", "pgup", "down", "end", "home", "down");
            for (int i = 0; i < keys; i++) {
                LockSupport.parkNanos((40 + random.nextInt(60)) * 1_000_000L);
                pressedAt = System.nanoTime();
                program.send(Key.parse(names.get(i % names.size())));
            }
            LockSupport.parkNanos(500_000_000L);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            program.send(new Leave());
        }
    }

    private record Leave() implements Msg {}

    private void write(Path file) throws IOException {
        Collections.sort(latencies);
        try (PrintStream out = new PrintStream(Files.newOutputStream(file), true)) {
            out.printf(
                    "rows %d changes/s %d (%d in all) keys %d p50 %.1f p95 %.1f p99 %.1f max %.1f update-max %.1f%n",
                    rows, changes, told, latencies.size(), at(0.50), at(0.95), at(0.99), at(1), slowest / 1e6);
        }
    }

    private double at(double share) {
        return latencies.get((int) Math.ceil(share * latencies.size()) - 1) / 1e6;
    }
}
