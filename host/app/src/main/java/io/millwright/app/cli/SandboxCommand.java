package io.millwright.app.cli;

import io.millwright.app.Services;
import io.millwright.app.cli.CommandLineProgram.NoCommand;
import io.millwright.app.cli.CommandLineProgram.ServicesSource;
import io.millwright.app.plugins.PluginLoading;
import io.millwright.sandbox.Sandbox;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;

/** {@code sandbox}: the screen on simulated clusters; {@code sandbox serve}: the simulated clusters for other programs. */
public final class SandboxCommand implements Command {
    private final NoCommand screen;
    private final ServicesSource source;

    SandboxCommand(NoCommand screen, ServicesSource source) {
        this.screen = screen;
        this.source = source;
    }

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                "Open the screen on simulated clusters: nothing to install, nothing real is touched.",
                "Two clusters with instances of every tool that can be simulated; one of them has something to repair."
                        + " --state FILE keeps them.");
    }

    @Override
    public List<Command> subcommands() {
        return List.of(new Serve(), new FaultCommand());
    }

    @Override
    public int run(Arguments arguments, Session session) {
        GlobalOptions options = session.options().inSandbox();
        Services services = source.open(options);
        try {
            return screen.run(new Session(services, session.console(), options));
        } finally {
            source.release(services);
        }
    }

    /** The sandbox with the simulators of these tools. */
    public static SandboxOptions options(List<Tool> tools, Optional<Path> state, int port) {
        List<ToolSimulator> simulators = tools.stream()
                .flatMap(t ->
                        t.simulator().map(s -> new ToolSimulator(t.descriptor().id(), s)).stream())
                .toList();
        SandboxOptions standard = SandboxOptions.standard(simulators);
        return new SandboxOptions(
                standard.clusters(), standard.tools(), standard.speed(), state, port, standard.standing());
    }

    private static final class Serve implements Command {
        @Override
        public String name() {
            return "serve";
        }

        @Override
        public CommandSpec spec() {
            return Specs.command(
                            "Serve the simulated clusters for kubectl, helm and other programs, until it is stopped.",
                            "Writes a kubeconfig with one context for each cluster.")
                    .addOption(Specs.value(
                            "N", "The first cluster's port; the others follow. Any free ones without it.", "--port"))
                    .addOption(Specs.value("FILE", "Where the kubeconfig is written.", "--kubeconfig-out"));
        }

        @Override
        public int run(Arguments arguments, Session session) {
            Path file = Path.of(arguments.option("--kubeconfig-out").orElse("sandbox.kubeconfig"));
            int port = arguments.option("--port").map(Serve::port).orElse(0);
            CountDownLatch stopped = new CountDownLatch(1);
            CountDownLatch closed = new CountDownLatch(1);
            Thread onExit = new Thread(() -> {
                stopped.countDown();
                awaitQuietly(closed);
            });
            try (Sandbox sandbox = Sandbox.start(options(
                    PluginLoading.tools(session.services().plugins()),
                    session.options().state(),
                    port))) {
                write(file, sandbox.kubeconfig());
                Runtime.getRuntime().addShutdownHook(onExit);
                sandbox.clusters().forEach(c -> session.console().line(c.name() + "  " + c.url()));
                session.console().line("kubeconfig " + file.toAbsolutePath());
                session.console().line("charts " + sandbox.chartRepository());
                session.console().out().flush();
                session.console().remark("Serving until Ctrl-C or SIGTERM.");
                stopped.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CommandCancelled();
            } finally {
                closed.countDown();
            }
            return ExitCode.DONE;
        }

        private static void awaitQuietly(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private static int port(String text) {
            try {
                int port = Integer.parseInt(text);
                if (port >= 1 && port <= 65_000) {
                    return port;
                }
            } catch (NumberFormatException e) {
                throw wrongPort(text);
            }
            throw wrongPort(text);
        }

        private static ProblemException wrongPort(String text) {
            return new ProblemException(Problem.user(
                    "serve the sandbox", "--port " + text, "it is no port", "Give a number from 1 to 65000."));
        }
    }

    /** Writes a kubeconfig that only its owner can read. */
    static void write(Path file, String kubeconfig) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
            Files.writeString(file, kubeconfig, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (IOException e) {
            throw new ProblemException(
                    Problem.user(
                            "write the kubeconfig",
                            "file " + file,
                            e.getClass().getSimpleName() + ": " + e.getMessage(),
                            "Choose another file with --kubeconfig-out."),
                    e);
        }
    }
}
