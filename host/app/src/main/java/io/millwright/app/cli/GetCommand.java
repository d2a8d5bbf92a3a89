package io.millwright.app.cli;

import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Query;
import io.millwright.engine.browse.Row;
import io.millwright.engine.browse.Served;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code get}: objects of any kind, of several clusters at once. */
final class GetCommand implements Command {
    /** What one cluster said: a table, or for one name its objects. */
    private record Answer(
            String context, Optional<ObjectTable> table, List<Resource> objects, Optional<Problem> problem) {}

    @Override
    public String name() {
        return "get";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "List objects of any kind, by its name, short name or alias, in several clusters at once.",
                        "With a name and -o yaml or json it prints the object; the values of Secrets are left out.")
                .addPositional(Specs.required(0, "KIND", "pods, deploy, clusters.postgresql.cnpg.io ..."))
                .addPositional(Specs.optional(1, "NAME", "One object of that name."))
                .addOption(Specs.value(
                        "SELECTOR", "Only objects with these labels: app=web,tier!=db.", "-l", "--selector"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        ClusterSource clusters = session.services().clusters();
        String word = arguments.positional(0).orElse("");
        Optional<String> name = arguments.positional(1);
        boolean whole = name.isPresent()
                && (session.options().format() == Format.JSON
                        || session.options().format() == Format.YAML);
        String labels = arguments.option("-l").orElse("");
        List<Answer> answers = InParallel.each(
                Scope.asked(session.options(), clusters, false),
                session.options().timeout(),
                c -> asked(c.name(), () -> {
                    ClusterConnection cluster = clusters.open(c.name());
                    Served served = PerCluster.kind(cluster, word);
                    String namespace = session.options().namespace().orElse("");
                    if (whole) {
                        return new Answer(
                                c.name(),
                                Optional.empty(),
                                object(cluster, served, namespace, name.get(), c.namespace()),
                                Optional.empty());
                    }
                    return new Answer(
                            c.name(),
                            Optional.of(named(cluster.tables().list(new Query(served, namespace, labels)), name)),
                            List.of(),
                            Optional.empty());
                }),
                c -> failed(c.name(), late(word, c.name(), session)));
        List<Problem> problems = answers.stream()
                .flatMap(a -> Stream.concat(
                        a.problem().stream(), a.table().map(ObjectTable::missing).orElse(List.of()).stream()))
                .toList();
        problems.forEach(p -> ProblemText.write(p, Format.TABLE, session.console()));
        session.write(whole ? objects(answers) : document(answers));
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Answer asked(String context, Supplier<Answer> question) {
        try {
            return question.get();
        } catch (ProblemException e) {
            return failed(context, e.problem());
        }
    }

    private static Answer failed(String context, Problem problem) {
        return new Answer(context, Optional.empty(), List.of(), Optional.of(problem));
    }

    private static Problem late(String word, String context, Session session) {
        return new Problem(
                Problem.Kind.CLUSTER,
                "list " + word,
                "cluster " + context,
                "it didn't answer within " + session.options().timeout().toSeconds() + " s",
                "Look at the network, or give it more time with --timeout.",
                Optional.of("timeout"));
    }

    private static ObjectTable named(ObjectTable table, Optional<String> name) {
        return name.map(n -> new ObjectTable(
                        table.served(),
                        table.columns(),
                        table.rows().stream().filter(r -> r.name().equals(n)).toList(),
                        table.missing()))
                .orElse(table);
    }

    private static List<Resource> object(
            ClusterConnection cluster, Served served, String namespace, String name, String usual) {
        String where = !served.kind().namespaced() ? "" : namespace.isEmpty() ? usual : namespace;
        return cluster.view().get(ObjectRef.of(served.kind(), where, name)).map(Inspection::shown).stream()
                .toList();
    }

    private static Document objects(List<Answer> answers) {
        List<Map<String, Object>> items = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Answer a : answers) {
            for (Resource r : a.objects()) {
                items.add(Document.map("context", a.context(), "object", r.content()));
                names.add(r.name());
            }
        }
        return new Document(
                "ObjectList",
                Document.map("items", items),
                new Document.Table(List.of(), List.of(), "There is no such object."),
                names);
    }

    private static Document document(List<Answer> answers) {
        Optional<ObjectTable> first =
                answers.stream().flatMap(a -> a.table().stream()).findFirst();
        boolean several = answers.size() > 1;
        boolean namespaced = first.filter(t -> t.served().kind().namespaced()).isPresent();
        List<Document.Column> columns = new ArrayList<>();
        if (several) {
            columns.add(Document.Column.of("CONTEXT"));
        }
        if (namespaced) {
            columns.add(Document.Column.of("NAMESPACE"));
        }
        List<ObjectTable.Column> drawn = first.map(ObjectTable::columns).orElse(List.of());
        drawn.forEach(c -> columns.add(
                c.wide()
                        ? Document.Column.wide(c.name().toUpperCase(Locale.ROOT))
                        : Document.Column.of(c.name().toUpperCase(Locale.ROOT))));
        List<Line> lines = answers.stream()
                .flatMap(a -> a.table().map(ObjectTable::rows).orElse(List.of()).stream()
                        .map(r -> new Line(a.context(), r)))
                .toList();
        List<List<Document.Cell>> rows = new ArrayList<>(lines.size());
        for (Line line : lines) {
            List<Document.Cell> row = new ArrayList<>(columns.size());
            if (several) {
                row.add(Document.Cell.of(line.context()));
            }
            if (namespaced) {
                row.add(Document.Cell.of(line.row().namespace()));
            }
            for (int i = 0; i < drawn.size(); i++) {
                row.add(Document.Cell.of(line.cell(i)));
            }
            rows.add(row);
        }
        return new Document(
                "ObjectTable",
                Document.map("items", new Items(lines, drawn)),
                new Document.Table(columns, rows, "There is nothing of that kind."),
                lines.stream().map(l -> l.row().name()).toList());
    }

    /** A row and where it is from. */
    private record Line(String context, Row row) {
        String cell(int column) {
            return column < row.cells().size() ? row.cells().get(column) : "";
        }
    }

    /** The rows as structured output has them, made when they are asked for: a table of ten thousand has no need of them. */
    private static final class Items extends AbstractList<Map<String, Object>> {
        private final List<Line> lines;
        private final List<ObjectTable.Column> columns;

        Items(List<Line> lines, List<ObjectTable.Column> columns) {
            this.lines = lines;
            this.columns = columns;
        }

        @Override
        public Map<String, Object> get(int index) {
            Line line = lines.get(index);
            Map<String, Object> cells = Document.map();
            for (int i = 0; i < columns.size(); i++) {
                cells.put(columns.get(i).name(), line.cell(i));
            }
            return Document.map(
                    "context",
                    line.context(),
                    "namespace",
                    line.row().namespace(),
                    "name",
                    line.row().name(),
                    "columns",
                    cells);
        }

        @Override
        public int size() {
            return lines.size();
        }
    }
}
