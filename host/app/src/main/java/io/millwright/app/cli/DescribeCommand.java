package io.millwright.app.cli;

import io.millwright.app.browse.Description;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** {@code describe}: one object with its conditions and events, in each of several clusters. */
final class DescribeCommand implements Command {
    @Override
    public String name() {
        return "describe";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Describe an object of any kind: what it is, how it is, what happened to it lately.",
                        "With several contexts it is looked for in each of them. Values of Secrets are left out.")
                .addPositional(Specs.required(0, "KIND", "pod, deploy, clusters.postgresql.cnpg.io ..."))
                .addPositional(Specs.required(1, "NAME", "The object's name."));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        ClusterSource clusters = session.services().clusters();
        String word = arguments.positional(0).orElse("");
        String name = arguments.positional(1).orElse("");
        List<PerCluster<List<Inspection>>> answers =
                PerCluster.ask(session, clusters, "describe " + word + " " + name, c -> {
                    ClusterConnection cluster = clusters.open(c.name());
                    Served served = PerCluster.kind(cluster, word);
                    return each(
                            Scope.namespaces(session.options(), c),
                            namespace -> Inspection.read(cluster, served, namespace, name));
                });
        List<Inspection> found = answers.stream()
                .flatMap(a -> a.value().stream().flatMap(List::stream))
                .toList();
        Format format = session.options().format();
        if (format == Format.TABLE || format == Format.WIDE) {
            found.forEach(i -> text(i, session));
        } else {
            session.write(document(found));
        }
        boolean complete = PerCluster.tell(answers, session.console());
        return complete ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Of several namespaces, those that have it; a problem when none has. */
    private static List<Inspection> each(List<String> namespaces, Function<String, Inspection> read) {
        List<Inspection> found = new ArrayList<>();
        List<ProblemException> failed = new ArrayList<>();
        for (String namespace : namespaces) {
            try {
                found.add(read.apply(namespace));
            } catch (ProblemException notThere) {
                failed.add(notThere);
            }
        }
        if (found.isEmpty()) {
            throw failed.getFirst();
        }
        return found;
    }

    private static void text(Inspection seen, Session session) {
        Console console = session.console();
        Description.of(seen, session.services().clock().instant())
                .forEach(l -> console.painted(
                        switch (l.tone()) {
                            case HEAD -> console.bold(l.text());
                            case PLAIN -> console.plain(l.text());
                            case BAD -> console.paint(l.text(), Severity.WARNING);
                        }));
        console.painted("");
        console.out().flush();
    }

    private static Document document(List<Inspection> found) {
        List<Map<String, Object>> items = new ArrayList<>();
        found.forEach(i -> items.add(Document.map(
                "context",
                i.context(),
                "object",
                i.object().content(),
                "events",
                i.events().rows().stream()
                        .map(r -> cells(i.events(), r.cells()))
                        .toList())));
        return new Document(
                "Inspections",
                Document.map("items", items),
                new Document.Table(List.of(), List.of(), "There is no such object."),
                found.stream().map(i -> i.object().name()).toList());
    }

    private static Map<String, Object> cells(ObjectTable table, List<String> cells) {
        Map<String, Object> map = Document.map();
        for (int c = 0; c < Math.min(cells.size(), table.columns().size()); c++) {
            map.put(table.columns().get(c).name(), cells.get(c));
        }
        return map;
    }
}
