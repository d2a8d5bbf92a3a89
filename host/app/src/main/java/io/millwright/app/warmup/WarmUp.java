package io.millwright.app.warmup;

import io.millwright.app.Program;
import io.millwright.app.cli.CommandLineProgram;
import io.millwright.app.cli.CommandLineProgram.ServicesSource;
import io.millwright.app.cli.Console;
import io.millwright.app.cli.ExitCode;
import io.millwright.app.cli.PlainStart;
import io.millwright.app.screen.Screen;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Goes the ways that a start goes, so that the launcher's start-up caches hold the classes of it: those of the screen in one, those of the
 * commands in the other, since a cache loads all it holds. The cluster that is read lives in a process of its own, whose classes no start
 * needs. No real cluster is touched.
 */
public final class WarmUp {
    private static final String WORD = "warm-up";
    private static final String READY = "ready";
    private static final long LIMIT_SECONDS = 30;

    private final Console console;
    private final Supplier<ServicesSource> services;

    public WarmUp(Console console, Supplier<ServicesSource> services) {
        this.console = console;
        this.services = services;
    }

    /** Whether a command line is the launcher's. */
    public static boolean asked(List<String> arguments) {
        return arguments.size() >= 2 && arguments.getFirst().equals(WORD);
    }

    /** Does what the launcher asks: {@code warm-up screen}, {@code warm-up commands}; {@code warm-up cluster FOLDER} is for the first two. */
    public int run(List<String> arguments) {
        try {
            return switch (arguments.get(1)) {
                case "screen" -> withCluster(this::screen);
                case "commands" -> withCluster(this::commands);
                case "cluster" -> serve(Path.of(arguments.getLast()));
                default -> ExitCode.USAGE;
            };
        } catch (IOException e) {
            throw new UncheckedIOException("the start-up cache's cluster can't be made", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        }
    }

    private interface Way {
        void go(String kubeconfig);
    }

    private void screen(String kubeconfig) {
        Screen.warmUp(
                console.interactive(),
                kubeconfig,
                (line, screen) ->
                        PlainStart.run(line, screen, services.get(), console).orElseThrow());
    }

    private void commands(String kubeconfig) {
        CommandLineProgram program = Program.of(Screen::run, services.get());
        Console nowhere = new Console(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                new BufferedReader(new StringReader("")),
                false,
                console.capabilities());
        for (String line : List.of(
                "get namespaces --kubeconfig " + kubeconfig,
                "get pods -A --kubeconfig " + kubeconfig,
                "clusters -o json --kubeconfig " + kubeconfig,
                "--help",
                "plugins",
                "tools -o json",
                "tools -o yaml",
                "no-such-command",
                "complete -- to",
                "health --help")) {
            program.run(List.of(line.split(" ")), nowhere);
        }
    }

    private static int withCluster(Way way) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("millwright-warm-up");
        Process cluster = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.millwright.app.Main",
                        WORD,
                        "cluster",
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(cluster.getInputStream(), StandardCharsets.UTF_8))) {
            if (!READY.equals(said.readLine())) {
                throw new IOException("the cluster's process ended");
            }
            way.go(kubeconfig(folder).toString());
            return ExitCode.DONE;
        } finally {
            cluster.getOutputStream().close();
            if (!cluster.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                cluster.destroyForcibly();
            }
            Files.deleteIfExists(kubeconfig(folder));
            Files.deleteIfExists(folder);
        }
    }

    private static Path kubeconfig(Path folder) {
        return folder.resolve("kubeconfig");
    }

    /** Serves until the other process closes the input. */
    private int serve(Path folder) throws IOException {
        try (StubCluster cluster = new StubCluster(folder)) {
            Files.writeString(kubeconfig(folder), cluster.kubeconfig());
            console.out().println(READY);
            console.out().flush();
            while (console.in().read() >= 0) {
                // Nothing is said to it; its end is what is waited for.
            }
            return ExitCode.DONE;
        }
    }
}
