package io.millwright.app.cli;

import io.millwright.app.browse.Rights;
import io.millwright.app.browse.Rights.Right;
import io.millwright.engine.port.ClusterSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code can}: what somebody may do in a namespace, in several clusters at once. */
final class CanCommand implements Command {
    @Override
    public String name() {
        return "can";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Show what you, a user, a group or a service account may do in a namespace.",
                        "Your own rights are told by the API server; those of others are read from roles and bindings.")
                .addPositional(Specs.optional(0, "WHO", "me, u:NAME, g:NAME or s:NAMESPACE/NAME; you by default."));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        Rights.Who who = Rights.Who.parse(arguments.positional(0).orElse("me"));
        ClusterSource clusters = session.services().clusters();
        List<PerCluster<Rights.Found>> answers = PerCluster.ask(
                session,
                clusters,
                "tell what one may do",
                c -> Rights.of(
                        clusters.open(c.name()),
                        who,
                        Scope.namespaces(session.options(), c).getFirst()));
        session.write(document(answers));
        answers.stream()
                .flatMap(a -> a.value().stream())
                .map(Rights.Found::incomplete)
                .filter(i -> !i.isEmpty())
                .distinct()
                .forEach(i -> session.console().remark("There may be more: " + i + "."));
        return PerCluster.tell(answers, session.console()) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Document document(List<PerCluster<Rights.Found>> answers) {
        boolean several = answers.size() > 1;
        List<Document.Column> columns = new ArrayList<>();
        if (several) {
            columns.add(Document.Column.of("CONTEXT"));
        }
        for (String title : List.of("RESOURCES", "VERBS", "NAMES", "FROM")) {
            columns.add(Document.Column.of(title));
        }
        List<List<Document.Cell>> rows = new ArrayList<>();
        List<Map<String, Object>> items = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (PerCluster<Rights.Found> a : answers) {
            for (Right r : a.value().map(Rights.Found::rights).orElse(List.of())) {
                List<Document.Cell> row = new ArrayList<>();
                if (several) {
                    row.add(Document.Cell.of(a.context()));
                }
                row.addAll(Document.cells(r.resources(), r.verbs(), r.names(), r.from()));
                rows.add(row);
                items.add(Document.map(
                        "context", a.context(),
                        "resources", r.resources(),
                        "verbs", r.verbs(),
                        "names", r.names(),
                        "from", r.from()));
                names.add(r.resources());
            }
        }
        return new Document(
                "Rights", Document.map("items", items), new Document.Table(columns, rows, "Nothing at all."), names);
    }
}
