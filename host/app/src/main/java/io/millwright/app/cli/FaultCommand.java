package io.millwright.app.cli;

import io.millwright.app.cli.Document.Column;
import io.millwright.app.plugins.PluginLoading;
import io.millwright.engine.port.ClusterSource;
import io.millwright.engine.port.Faults;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Simulator.Exercise;
import io.millwright.spi.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** {@code sandbox fault}: what can go wrong on request in a simulated cluster, as exercises. */
final class FaultCommand implements Command {
    private static final String ATTEMPTED = "switch a fault";

    @Override
    public String name() {
        return "fault";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "List what can go wrong on request in simulated clusters, or switch one of it on or off: exercises.",
                        "For clusters of 'sandbox serve', by the kubeconfig that it wrote. A real cluster is only asked whether it is a"
                                + " simulated one.")
                .addPositional(Specs.optional(0, "TOOL", "Of this tool alone."))
                .addPositional(Specs.optional(1, "NAME", "This one is switched on, and its exercise shown."))
                .addOption(Specs.flag("Switch it off again.", "--off"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        List<NamedExercise> entries =
                entries(PluginLoading.tools(session.services().plugins()), arguments.positional(0));
        ClusterSource clusters = session.services().clusters();
        Optional<String> name = arguments.positional(1);
        if (name.isEmpty()) {
            if (arguments.flag("--off")) {
                throw new ProblemException(
                        Problem.user(ATTEMPTED, "--off", "it isn't said which", "Give TOOL and NAME with it."));
            }
            return list(entries, session, clusters);
        }
        NamedExercise entry = named(entries, name.get());
        List<PerCluster<Set<String>>> answers = PerCluster.ask(
                session, clusters, ATTEMPTED, c -> switched(entry, !arguments.flag("--off"), session, c));
        Optional<Problem> first =
                answers.stream().flatMap(a -> a.problem().stream()).findFirst();
        if (first.isPresent() && answers.stream().allMatch(a -> a.problem().isPresent())) {
            // Nothing was done anywhere, so the command ends as its problem says.
            throw new ProblemException(first.get());
        }
        session.write(document(List.of(entry), answers));
        if (!arguments.flag("--off")) {
            tell(entry.exercise(), session.console());
        }
        return PerCluster.tell(answers, session.console()) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static int list(List<NamedExercise> entries, Session session, ClusterSource clusters) {
        // What is on matters only where something can be: a cluster that is down or real doesn't spoil the list.
        List<PerCluster<Set<String>>> answers = clusters.contexts().isEmpty()
                ? List.of()
                : PerCluster.ask(
                        session,
                        clusters,
                        "list what goes wrong on purpose",
                        c -> clusters.open(c.name()).faults().active().orElse(Set.of()));
        session.write(document(entries, answers));
        return ExitCode.DONE;
    }

    private static Set<String> switched(
            NamedExercise entry, boolean on, Session session, ClusterSource.Context context) {
        session.refuseReadOnly(ATTEMPTED, context.name());
        Faults faults = session.services().clusters().open(context.name()).faults();
        if (faults.active().isEmpty()) {
            throw new ProblemException(Problem.user(
                    ATTEMPTED,
                    "cluster " + context.name(),
                    "it isn't a simulated cluster",
                    "Start one with 'millwright sandbox serve', and give its kubeconfig with --kubeconfig."));
        }
        faults.set(entry.tool(), entry.exercise().fault(), on);
        return faults.active().orElse(Set.of());
    }

    private static List<NamedExercise> entries(List<Tool> tools, Optional<String> wanted) {
        List<String> ids = tools.stream().map(t -> t.descriptor().id()).toList();
        wanted.filter(w -> !ids.contains(w)).ifPresent(w -> {
            throw new ProblemException(Problem.user(
                    ATTEMPTED, "tool " + w, "no such tool is known", "There are: " + String.join(", ", ids)));
        });
        return NamedExercise.of(tools.stream()
                .filter(t ->
                        wanted.isEmpty() || wanted.get().equals(t.descriptor().id()))
                .toList());
    }

    private static NamedExercise named(List<NamedExercise> entries, String name) {
        return entries.stream()
                .filter(e -> e.exercise().fault().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.user(
                        ATTEMPTED,
                        "fault " + name,
                        "the tool has no such fault",
                        "There are: "
                                + entries.stream()
                                        .map(e -> e.exercise().fault())
                                        .collect(Collectors.joining(", ")))));
    }

    private static Document document(List<NamedExercise> entries, List<PerCluster<Set<String>>> answers) {
        List<List<Document.Cell>> rows = new ArrayList<>();
        List<Map<String, Object>> items = new ArrayList<>();
        for (NamedExercise entry : entries) {
            Exercise e = entry.exercise();
            List<String> on = answers.stream()
                    .filter(a -> a.value().filter(v -> v.contains(entry.name())).isPresent())
                    .map(PerCluster::context)
                    .toList();
            rows.add(Document.cells(
                    entry.tool(),
                    e.fault(),
                    String.join(", ", on),
                    e.happens(),
                    String.join(", ", e.checks()),
                    String.join(", ", e.runbooks())));
            items.add(Document.map(
                    "tool", entry.tool(),
                    "fault", e.fault(),
                    "on", on,
                    "happens", e.happens(),
                    "before", e.before(),
                    "checks", e.checks(),
                    "runbooks", e.runbooks(),
                    "task", e.task()));
        }
        return new Document(
                "ExerciseList",
                Document.map("items", items),
                new Document.Table(
                        List.of(
                                Column.of("TOOL"),
                                Column.of("FAULT"),
                                Column.of("ON IN"),
                                Column.of("WHAT HAPPENS"),
                                Column.wide("FOUND BY"),
                                Column.wide("RUNBOOKS")),
                        rows,
                        "No tool that is known can be simulated. 'millwright plugins' says why."),
                entries.stream().map(NamedExercise::name).toList());
    }

    private static void tell(Exercise e, Console console) {
        if (!e.before().isEmpty()) {
            console.remark("So that it shows: " + e.before() + ".");
        }
        console.remark(
                e.checks().isEmpty()
                        ? "No check finds it: only a run meets it."
                        : "Found by: " + String.join(", ", e.checks()) + " (millwright health).");
        if (!e.runbooks().isEmpty()) {
            console.remark("Runbooks: " + String.join(", ", e.runbooks()) + ".");
        }
        console.remark(e.task());
    }
}
