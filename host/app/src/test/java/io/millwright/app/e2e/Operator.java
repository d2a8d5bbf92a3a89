package io.millwright.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.app.EngineOperations;
import io.millwright.app.Folders;
import io.millwright.app.Program;
import io.millwright.app.Services;
import io.millwright.app.cli.Asked;
import io.millwright.app.cli.Console;
import io.millwright.app.cli.Operations;
import io.millwright.app.cli.PastRun;
import io.millwright.app.plugins.PluginOutcome;
import io.millwright.app.settings.Settings;
import io.millwright.app.testing.OneServices;
import io.millwright.engine.Approval;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Instance;
import io.millwright.spi.Runbook;
import io.millwright.spi.Tool;
import io.millwright.tui.Capabilities;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** An operator who types commands: the real engine, the real adapter, the real plugin; only the terminal is missing. */
final class Operator {
    private final Services services;
    private final List<String> tools;

    /** One who has these tools, by id; the first is what {@link #runs} is about. */
    Operator(ClusterSource clusters, Path state, Map<String, Tool> tools) {
        this(clusters, state, tools, EngineOperations::new);
    }

    Operator(ClusterSource clusters, Path state, Map<String, Tool> tools, Function<Services, Operations> operations) {
        this.tools = List.copyOf(tools.keySet());
        services = new Services(
                new Folders(Optional.empty(), state, state, state, state),
                Clock.systemUTC(),
                () -> Settings.DEFAULT,
                settings -> tools.entrySet().stream()
                        .<PluginOutcome>map(t -> new PluginOutcome.Loaded(
                                Path.of(t.getKey() + ".jar"), t.getKey(), "test", "test", t.getValue()))
                        .toList(),
                made -> clusters,
                operations);
    }

    /** What a command left behind. */
    record Said(int code, String out, String err) {
        Said done() {
            assertThat(code)
                    .as("exit code of a command that said:\n%s\n%s", out, err)
                    .isZero();
            return this;
        }
    }

    /** Types a command. */
    Said types(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(
                new PrintWriter(out),
                new PrintWriter(err),
                new BufferedReader(new StringReader("")),
                false,
                Capabilities.detect(Map.of("TERM", "dumb")));
        // Simulators of all tools answer one after the other, and a machine that does more than this takes longer.
        List<String> line = new ArrayList<>(List.of("--timeout", "60s"));
        line.addAll(List.of(words));
        int code = Program.of(session -> 0, new OneServices(services)).run(line, console);
        return new Said(code, out.toString(), err.toString());
    }

    /** Runs a runbook of the first tool, approving it as its plan says. */
    Said runs(String approval, String runbook, String... words) {
        List<String> all = new ArrayList<>(List.of("run", tools.getFirst(), runbook));
        all.addAll(List.of(words));
        all.addAll(List.of("--confirm", approval));
        return types(all.toArray(String[]::new)).done();
    }

    /** Runs a runbook of the first tool on that target, or on none, with these settings. */
    Said runsOn(String target, String approval, String runbook, String... settings) {
        List<String> words = new ArrayList<>();
        if (!target.isEmpty()) {
            words.add(target);
        }
        for (String setting : settings) {
            words.addAll(List.of("--set", setting));
        }
        return runs(approval, runbook, words.toArray(String[]::new));
    }

    /** The lines of this machine's runs that have failed; a cluster that others use tells theirs too. */
    List<String> failures() {
        List<String> own = types("operations")
                .done()
                .out()
                .lines()
                .filter(l -> l.contains("this machine"))
                .toList();
        assertThat(own).as("runs of this machine").isNotEmpty();
        return own.stream().filter(l -> l.contains("Failed")).toList();
    }

    /** Runs a runbook of a tool on an instance with a person at the screen, who is asked and shown what a command's terminal would. */
    void runsWith(
            io.millwright.engine.run.Operator person,
            ClusterConnection cluster,
            String toolId,
            String runbook,
            String path,
            String... settings) {
        Tool tool = services.plugins().stream()
                .flatMap(p -> p instanceof PluginOutcome.Loaded loaded ? Stream.of(loaded.tool()) : Stream.empty())
                .filter(t -> t.descriptor().id().equals(toolId))
                .findFirst()
                .orElseThrow();
        Optional<Instance> target = tool.discover(cluster.view()).stream()
                .filter(i -> i.id().path().equals(path))
                .findFirst();
        assertThat(target).as(path).isPresent();
        Runbook found = tool.runbooks().stream()
                .filter(r -> r.info().id().equals(runbook))
                .findFirst()
                .orElseThrow();
        Map<String, String> inputs = new LinkedHashMap<>();
        found.parameters(target, cluster.view()).forEach(p -> p.defaultValue().ifPresent(v -> inputs.put(p.id(), v)));
        for (String setting : settings) {
            String[] parts = setting.split("=", 2);
            inputs.put(parts[0], parts[1]);
        }
        Asked asked = new Asked(
                tool,
                found,
                target,
                cluster.context(),
                target.orElseThrow().id().namespace(),
                inputs);
        Operations operations = services.operations();
        Operations.Prepared prepared = operations.prepare(asked);
        List<String> said = new ArrayList<>();
        PastRun run =
                operations.run(prepared, Approval.of(prepared.plan()).phrase(), person, l -> said.add(l.toString()));
        assertThat(run.succeeded())
                .as("%s ended %s:\n%s", runbook, run.state(), String.join("\n", said))
                .isTrue();
    }
}
