package io.millwright.app.cli;

import io.millwright.engine.browse.Computed;
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
    /** A kind that is asked for in one cluster. */
    private record Wanted(String word, ClusterSource.Context context) {
        String cluster() {
            return context.name();
        }
    }

    /** What a cluster said of one kind: a table, or for one name its objects. */
    private record Answer(Wanted to, Optional<ObjectTable> table, List<Resource> objects, Optional<Problem> problem) {
        String context() {
            return to.cluster();
        }
    }

    @Override
    public String name() {
        return "get";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "List objects of any kind, by its name, short name or alias, in several clusters at once.",
                        "With a name and -o yaml or json it prints the object; the values of Secrets are left out."
                                + " Of several kinds each has a table of its own, and names have the kind in front."
                                + " -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName prints these columns alone.")
                .addPositional(Specs.required(
                        0, "KIND", "pods, deploy, clusters.postgresql.cnpg.io ...; several with commas: deploy,svc."))
                .addPositional(Specs.optional(1, "NAME", "One object of that name."))
                .addOption(Specs.value(
                        "SELECTOR", "Only objects with these labels: app=web,tier!=db.", "-l", "--selector"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        ClusterSource clusters = session.services().clusters();
        List<String> words = kinds(arguments.positional(0).orElse(""));
        Optional<String> name = arguments.positional(1);
        boolean whole = name.isPresent()
                && (session.options().format() == Format.JSON
                        || session.options().format() == Format.YAML);
        String labels = arguments.option("-l").orElse("");
        List<Computed> own = CustomColumns.of(arguments);
        List<ClusterSource.Context> contexts = Scope.asked(session.options(), clusters, false);
        List<Answer> answers = InParallel.each(
                words.stream()
                        .flatMap(w -> contexts.stream().map(c -> new Wanted(w, c)))
                        .toList(),
                session.options().timeout(),
                w -> asked(w, () -> {
                    ClusterConnection cluster = clusters.open(w.cluster());
                    Served served = PerCluster.kind(cluster, w.word());
                    String namespace = session.options().namespace().orElse("");
                    if (whole) {
                        return new Answer(
                                w,
                                Optional.empty(),
                                object(
                                        cluster,
                                        served,
                                        namespace,
                                        name.get(),
                                        w.context().namespace()),
                                Optional.empty());
                    }
                    return new Answer(
                            w,
                            Optional.of(CustomColumns.only(
                                    named(
                                            cluster.tables().list(new Query(served, namespace, labels).computing(own)),
                                            name),
                                    own)),
                            List.of(),
                            Optional.empty());
                }),
                w -> failed(w, late(w.word(), w.cluster(), session)));
        List<Problem> problems = answers.stream()
                .flatMap(a -> Stream.concat(
                        a.problem().stream(), a.table().map(ObjectTable::missing).orElse(List.of()).stream()))
                .toList();
        problems.forEach(p -> ProblemText.write(p, Format.TABLE, session.console()));
        if (whole) {
            session.write(objects(answers));
        } else {
            KindTables.write(
                    words.stream()
                            .map(w -> document(
                                    answers.stream()
                                            .filter(a -> a.to().word().equals(w))
                                            .toList(),
                                    contexts.size() > 1,
                                    words.size() > 1,
                                    !own.isEmpty()))
                            .toList(),
                    session);
        }
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** One, or several with commas between them. */
    private static List<String> kinds(String typed) {
        List<String> words = Stream.of(typed.split(","))
                .map(String::strip)
                .filter(w -> !w.isEmpty())
                .distinct()
                .toList();
        return words.isEmpty() ? List.of(typed) : words;
    }

    private static Answer asked(Wanted wanted, Supplier<Answer> question) {
        try {
            return question.get();
        } catch (ProblemException e) {
            return failed(wanted, e.problem());
        }
    }

    private static Answer failed(Wanted wanted, Problem problem) {
        return new Answer(wanted, Optional.empty(), List.of(), Optional.of(problem));
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

    /**
     * What all clusters said of one kind.
     *
     * @param several whether more than one cluster was asked
     * @param qualified whether a name has its kind in front, since it stands beside those of others
     */
    private static Document document(List<Answer> answers, boolean several, boolean qualified, boolean own) {
        Optional<ObjectTable> first =
                answers.stream().flatMap(a -> a.table().stream()).findFirst();
        // Of columns of one's own there are no others, and their titles are as they were typed, as kubectl has it.
        boolean namespaced =
                !own && first.filter(t -> t.served().kind().namespaced()).isPresent();
        List<Document.Column> columns = new ArrayList<>();
        if (several) {
            columns.add(Document.Column.of("CONTEXT"));
        }
        if (namespaced) {
            columns.add(Document.Column.of("NAMESPACE"));
        }
        List<ObjectTable.Column> drawn = first.map(ObjectTable::columns).orElse(List.of());
        drawn.forEach(c -> {
            String head = own ? c.name() : c.name().toUpperCase(Locale.ROOT);
            columns.add(c.wide() ? Document.Column.wide(head) : Document.Column.of(head));
        });
        String prefix = qualified ? first.map(t -> t.served().qualified() + "/").orElse("") : "";
        int title = prefix.isEmpty() ? -1 : name(drawn);
        String kind = first.map(t -> t.served().kind().kind()).orElse("");
        List<Line> lines = answers.stream()
                .flatMap(a -> a.table().map(ObjectTable::rows).orElse(List.of()).stream()
                        .map(r -> new Line(a.context(), kind, r)))
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
                row.add(Document.Cell.of(i == title ? prefix + line.cell(i) : line.cell(i)));
            }
            rows.add(row);
        }
        return new Document(
                "ObjectTable",
                Document.map("items", new Items(lines, drawn)),
                new Document.Table(columns, rows, "There is nothing of that kind."),
                lines.stream().map(l -> prefix + l.row().name()).toList());
    }

    private static int name(List<ObjectTable.Column> columns) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase("name")) {
                return i;
            }
        }
        return -1;
    }

    /** A row, what it is of and where it is from. */
    private record Line(String context, String kind, Row row) {
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
                    "kind",
                    line.kind(),
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
