package io.millwright.app.testing;

import io.millwright.app.Folders;
import io.millwright.app.Program;
import io.millwright.app.Services;
import io.millwright.app.cli.CommandLineProgram.ServicesSource;
import io.millwright.app.cli.Console;
import io.millwright.app.cli.FakeOperations;
import io.millwright.app.cli.GlobalOptions;
import io.millwright.app.cli.PastRun;
import io.millwright.app.plugins.PluginOutcome;
import io.millwright.app.settings.SettingsFiles;
import io.millwright.engine.port.ClusterSource;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Problem;
import io.millwright.spi.Tool;
import io.millwright.tui.Capabilities;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The whole program in memory: commands go in, what was printed comes out. */
public final class Rig {
    private final Path state;
    private final ClusterSource clusters;
    private final Supplier<List<PluginOutcome>> plugins;
    private final FakeOperations operations;
    private String answers = "";
    private boolean interactive;
    private Map<String, String> environment = Map.of("TERM", "vt100", "LANG", "C.UTF-8");

    private Rig(Path state, ClusterSource clusters, Supplier<List<PluginOutcome>> plugins) {
        this.state = state;
        this.clusters = clusters;
        this.plugins = plugins;
        this.operations = new FakeOperations(new MillTool(), clusters);
    }

    /** What a command left behind. */
    public record Said(int code, String out, String err) {
        /** All of it as one text, for golden files. */
        public String transcript() {
            return out + (err.isEmpty() ? "" : "--- standard error\n" + err) + "--- exit " + code + "\n";
        }
    }

    /** With a loaded mill, and one plugin of each other fate. */
    public static Rig with(Path state, ClusterSource clusters) {
        return new Rig(state, clusters, () -> outcomes(new MillTool()));
    }

    /** Where asking for a plugin or a cluster is a mistake. */
    public static Rig untouched(Path state) {
        return new Rig(
                state,
                new FakeClusters() {
                    @Override
                    public List<Context> contexts() {
                        throw new AssertionError("the kubeconfig was read");
                    }
                },
                () -> {
                    throw new AssertionError("plugins were loaded");
                });
    }

    /** The step of a run can be taken back even when the run has succeeded. */
    public Rig withWayBack() {
        operations.withWayBack();
        return this;
    }

    /** What is run from now on ends so. */
    public Rig endingAs(RunState state) {
        operations.endsAs(state);
        return this;
    }

    /** Another machine has begun that run. */
    public Rig elsewhere(PastRun run) {
        operations.elsewhere(run);
        return this;
    }

    /** Journals are found changed, so, from now on. */
    public Rig breaking(String line) {
        operations.breaks(line);
        return this;
    }

    /** A person sits at it and types these lines. */
    public Rig answering(String... lines) {
        answers = String.join("\n", lines) + "\n";
        interactive = true;
        return this;
    }

    public Rig in(Map<String, String> variables) {
        environment = variables;
        return this;
    }

    private static List<PluginOutcome> outcomes(Tool tool) {
        return List.of(
                new PluginOutcome.Loaded(Path.of("/plugins/mill.jar"), "mill", "2.1.0", "ab12", tool),
                new PluginOutcome.Incompatible(
                        Path.of("/plugins/loom.jar"),
                        "loom",
                        "9.0",
                        "cd34",
                        problem("it was written for contract 0.9")),
                new PluginOutcome.Failed(
                        Path.of("/plugins/broken.jar"), "broken.jar", "", "", problem("it can't be read")));
    }

    private static Problem problem(String why) {
        return new Problem(Problem.Kind.TOOL, "load the plugin", "/plugins", why, "Update it.", Optional.empty());
    }

    public Services services() {
        return services(false);
    }

    /** @param write whether {@code --write} was given */
    private Services services(boolean write) {
        return new Services(
                new Folders(Optional.empty(), state, state, state, state),
                Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC),
                new SettingsFiles(List.of(state.resolve("config.yaml")), write),
                settings -> plugins.get(),
                made -> clusters,
                made -> operations);
    }

    public ServicesSource source() {
        return new ServicesSource() {
            @Override
            public GlobalOptions inForce(GlobalOptions typed) {
                return typed;
            }

            @Override
            public Services open(GlobalOptions options) {
                return services(options.write());
            }

            @Override
            public void release(Services used) {
                // The test's own.
            }
        };
    }

    /** Runs one command line. */
    public Said run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        ByteArrayOutputStream programs = new ByteArrayOutputStream();
        ByteArrayOutputStream complaints = new ByteArrayOutputStream();
        List<String> screens = new ArrayList<>();
        int code = Program.of(
                        session -> {
                            screens.add(session.options().page().orElse("start"));
                            return 0;
                        },
                        source())
                .run(List.of(arguments), console(out, err, programs, complaints));
        screens.forEach(s -> out.write("[screen " + s + "]\n"));
        return new Said(
                code,
                out + programs.toString(StandardCharsets.UTF_8),
                err + complaints.toString(StandardCharsets.UTF_8));
    }

    /** Runs one that goes on for a while; what it prints can be looked at meanwhile. */
    public int run(StringWriter out, StringWriter err, String... arguments) {
        OutputStream nowhere = OutputStream.nullOutputStream();
        return Program.of(session -> 0, source()).run(List.of(arguments), console(out, err, nowhere, nowhere));
    }

    private Console console(StringWriter out, StringWriter err, OutputStream programs, OutputStream complaints) {
        return new Console(
                new PrintWriter(out),
                new PrintWriter(err),
                new BufferedReader(new StringReader(answers)),
                interactive,
                Capabilities.detect(environment),
                new Console.Bytes(
                        new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)), programs, complaints));
    }
}
