package io.millwright.app.cli;

import io.millwright.app.cli.Document.Cell;
import io.millwright.app.cli.Document.Column;
import io.millwright.spi.Activity;
import io.millwright.spi.Instance;
import io.millwright.spi.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** {@code instances}: every installed copy of every tool. */
final class InstancesCommand implements Command {
    @Override
    public String name() {
        return "instances";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command("List every installed copy of every tool, whoever installed it.")
                .addPositional(Specs.optional(0, "TOOL", "Only this tool."));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        Discovery discovery = new Discovery(session);
        List<Tool> tools =
                arguments.positional(0).map(discovery::tool).map(List::of).orElseGet(discovery::tools);
        List<Discovery.Found> found = discovery.find(tools, false);
        List<Instance> instances =
                found.stream().flatMap(f -> f.instances().stream()).toList();
        List<Map<String, Object>> items = new ArrayList<>();
        List<List<Cell>> rows = new ArrayList<>();
        for (Instance i : instances) {
            items.add(content(i));
            rows.add(Document.cells(
                    i.id().cluster(),
                    i.id().tool(),
                    i.id().path(),
                    i.component(),
                    i.version().orElse("?"),
                    activity(i.activity()),
                    i.summary().entrySet().stream()
                            .map(e -> e.getKey() + " " + e.getValue())
                            .collect(Collectors.joining(", ")),
                    word(i.management().by()) + " " + i.management().reference()));
        }
        session.write(new Document(
                "InstanceList",
                Document.map("items", items, "unknown", unknown(found)),
                new Document.Table(
                        List.of(
                                Column.of("CLUSTER"),
                                Column.of("TOOL"),
                                Column.of("INSTANCE"),
                                Column.of("COMPONENT"),
                                Column.of("VERSION"),
                                Column.of("ACTIVITY"),
                                Column.of("SUMMARY"),
                                Column.wide("MANAGED BY")),
                        rows,
                        unknown(found).isEmpty()
                                ? "No instance was found in the clusters that were looked at."
                                : "No instance was found where it could be told."),
                instances.stream().map(InstancesCommand::name).toList()));
        return tellUnknown(found, session) ? ExitCode.FAILED : ExitCode.DONE;
    }

    /** {@code postgres/db/orders}: what {@code health} takes. */
    static String name(Instance i) {
        return i.id().tool() + "/" + i.id().path();
    }

    /** Writes what could not be told; whether there was any. */
    static boolean tellUnknown(List<Discovery.Found> found, Session session) {
        if (session.options().format() == Format.TABLE || session.options().format() == Format.WIDE) {
            found.stream()
                    .flatMap(f -> f.problem().stream())
                    .distinct()
                    .forEach(p -> ProblemText.write(p, Format.TABLE, session.console()));
        }
        return found.stream().anyMatch(f -> f.problem().isPresent());
    }

    static List<Map<String, Object>> unknown(List<Discovery.Found> found) {
        return found.stream()
                .filter(f -> f.problem().isPresent())
                .map(f -> Document.map(
                        "cluster", f.context(),
                        "tool", f.tool().descriptor().id(),
                        "problem", f.problem().map(ProblemText::content)))
                .toList();
    }

    private static String activity(Activity a) {
        String word = a.state().name().toLowerCase(Locale.ROOT);
        return a.detail().isEmpty() ? word : word + ": " + a.detail();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    static Map<String, Object> content(Instance i) {
        return Document.map(
                "tool", i.id().tool(),
                "cluster", i.id().cluster(),
                "namespace", i.id().namespace(),
                "name", i.id().name(),
                "component", i.component(),
                "version", i.version(),
                "managedBy",
                        Document.map(
                                "kind",
                                word(i.management().by()),
                                "reference",
                                i.management().reference()),
                "activity",
                        Document.map(
                                "state", word(i.activity().state()),
                                "detail", i.activity().detail(),
                                "since", i.activity().since().map(Object::toString)),
                "summary", i.summary(),
                "uid", Optional.of(i.root().uid()).filter(u -> !u.isEmpty()));
    }
}
