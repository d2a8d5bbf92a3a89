package io.millwright.app.cli;

import io.millwright.app.browse.Subjects;
import io.millwright.app.browse.Subjects.Subject;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code subjects}: who is named in bindings of roles, in several clusters at once. */
final class SubjectsCommand implements Command {
    @Override
    public String name() {
        return "subjects";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "List the users, groups and service accounts that bindings of roles name, with how many bindings do.",
                        "With -n, of role bindings those of that namespace; cluster role bindings are always counted."
                                + " 'millwright can' tells what one of them may do.")
                .addPositional(Specs.optional(0, "WHICH", "users, groups, accounts or all; all by default."));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        String word = arguments.positional(0).orElse(Subjects.Kind.ALL.word());
        Subjects.Kind kind = Subjects.Kind.of(word)
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "list who is named in bindings",
                        "'" + word + "'",
                        "it is none of the kinds of subjects",
                        "Write users, groups, accounts or all.")));
        ClusterSource clusters = session.services().clusters();
        List<PerCluster<Subjects.Found>> answers = PerCluster.ask(
                session,
                clusters,
                "list who is named in bindings",
                c -> Subjects.of(
                        clusters.open(c.name()),
                        kind,
                        session.options().namespace().isEmpty() ? List.of() : Scope.namespaces(session.options(), c)));
        session.write(document(answers));
        answers.forEach(a -> a.value()
                .map(Subjects.Found::missing)
                .orElse(List.of())
                .forEach(p -> session.console()
                        .remark("There may be more on " + a.context() + ": can't " + p.attempted() + ": " + p.why()
                                + ".")));
        return PerCluster.tell(answers, session.console()) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Document document(List<PerCluster<Subjects.Found>> answers) {
        boolean several = answers.size() > 1;
        List<Document.Column> columns = new ArrayList<>();
        if (several) {
            columns.add(Document.Column.of("CONTEXT"));
        }
        for (String title : List.of("KIND", "NAME", "CLUSTER BINDINGS", "BINDINGS", "NAMESPACES")) {
            columns.add(Document.Column.of(title));
        }
        List<List<Document.Cell>> rows = new ArrayList<>();
        List<Map<String, Object>> items = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (PerCluster<Subjects.Found> a : answers) {
            for (Subject s : a.value().map(Subjects.Found::subjects).orElse(List.of())) {
                List<Document.Cell> row = new ArrayList<>();
                if (several) {
                    row.add(Document.Cell.of(a.context()));
                }
                row.addAll(Document.cells(
                        s.kind(),
                        s.name(),
                        String.valueOf(s.everywhere()),
                        String.valueOf(s.inNamespaces()),
                        String.join(",", s.namespaces())));
                rows.add(row);
                items.add(Document.map(
                        "context", a.context(),
                        "kind", s.who().kind(),
                        "namespace", s.who().namespace(),
                        "name", s.who().name(),
                        "clusterBindings", s.everywhere(),
                        "bindings", s.inNamespaces(),
                        "namespaces", s.namespaces()));
                names.add(s.asked());
            }
        }
        return new Document(
                "Subjects",
                Document.map("items", items),
                new Document.Table(columns, rows, "No binding names anybody."),
                names);
    }
}
