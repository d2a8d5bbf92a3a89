package io.millwright.app.cli;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code get}: objects of any kind, of several clusters at once. */
final class GetCommand implements Command {
    @Override
    public String name() {
        return "get";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "List objects of any kind, by its name, short name or alias, in several clusters at once.",
                        "Objects that are named are looked for in the context's own namespace, or in those of -n, or with -A in all;"
                                + " without names those of all namespaces are listed, or of -n. A name that none of the clusters has is"
                                + " NotFound, and the exit code 1.",
                        "Of several kinds each has a table of its own, and names have the kind in front, as with -o name.",
                        "-o json and yaml print the objects as the cluster has them, without the values of Secrets: one that is named in"
                                + " one cluster by itself, else a List, in which with several clusters each object has one more field, context.",
                        "-o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName prints these columns alone."
                                + " -o jsonpath='{.items[*].metadata.name}' prints what is at these paths, also with {range} and {end}.")
                .addPositional(
                        Specs.required(
                                0,
                                "KIND",
                                "pods, deploy, clusters.postgresql.cnpg.io ...; several with commas: deploy,svc; or KIND/NAME: deploy/web."))
                .addPositional(Specs.several(
                        1, "NAME...", "Only the objects of these names; more of KIND/NAME after the first."))
                .addOption(Specs.value(
                        "SELECTOR", "Only objects with these labels: app=web,tier!=db.", "-l", "--selector"))
                .addOption(Specs.value(
                        "SELECTOR",
                        "Only objects with these fields, as far as the API server knows them: status.phase=Running.",
                        "--field-selector"))
                .addOption(Specs.value(
                        "BY", "Sort by a column, AGE, or by what is at a path, .status.startTime.", "--sort-by"))
                .addOption(Specs.flag("Show the labels, too, in a column of their own.", "--show-labels"))
                .addOption(Specs.flag("Leave the titles of the columns out.", "--no-headers"))
                .addOption(Specs.flag(
                        "Then print each row that changes, until Ctrl-C; (gone) behind one that isn't there any more.",
                        "-w",
                        "--watch"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        ObjectsAsked asked = ObjectsAsked.of(arguments, session);
        RowColumns columns = RowColumns.of(arguments);
        boolean headed = !arguments.flag("--no-headers");
        Optional<JsonPathTemplate> template = JsonPathTemplate.of(arguments);
        Format format = session.options().format();
        boolean objects = template.isPresent() || !format.forPeople() && format != Format.NAME;
        if (arguments.flag("--watch")) {
            watchable(asked, objects, arguments);
            return new GetWatch(asked, columns, headed, session).run();
        }
        return objects
                ? new GetObjects(asked, columns.sort(), template, session).run()
                : rows(asked, columns, headed, session);
    }

    private static void watchable(ObjectsAsked asked, boolean objects, Arguments arguments) {
        if (objects
                || asked.targets().size() > 1
                || arguments.option("--sort-by").isPresent()) {
            throw new ProblemException(Problem.user(
                    "read the options",
                    "--watch",
                    objects
                            ? "only rows can be watched, not whole objects"
                            : asked.targets().size() > 1
                                    ? "only one kind can be watched"
                                    : "what comes one after the other can't be sorted",
                    objects
                            ? "Use -o wide, name or custom-columns= with it."
                            : "Leave the other kinds, or --sort-by, out."));
        }
    }

    private static int rows(ObjectsAsked asked, RowColumns columns, boolean headed, Session session) {
        List<RowsOfOne> answers = RowsOfOne.read(
                asked, columns, session.services().clusters(), session.options().timeout());
        List<Problem> problems = RowsOfOne.problems(answers, session.console());
        problems.forEach(p -> ProblemText.write(p, Format.TABLE, session.console()));
        boolean several = asked.targets().size() > 1;
        List<KindTables.Part> parts = asked.targets().stream()
                .map(t -> answers.stream()
                        .filter(a -> a.wanted().word().equals(t.word()))
                        .toList())
                .map(of -> RowTable.of(
                                of,
                                asked.contexts().size() > 1,
                                several,
                                !columns.own().isEmpty())
                        .part(of, columns))
                .toList();
        boolean empty = parts.stream().allMatch(p -> p.names().isEmpty());
        if (problems.isEmpty() || !empty) {
            KindTables.write(parts, session.options().format(), headed, session.console());
        }
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
