package io.millwright.app.cli;

import io.millwright.app.browse.Relations;
import io.millwright.app.browse.Relations.Related;
import io.millwright.engine.browse.Served;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tree}: an object among those that it belongs with, or what needs it. */
final class TreeCommand implements Command {
    @Override
    public String name() {
        return "tree";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Show what an object belongs to, what belongs to it, and what its pods mount and use.",
                        "The tree begins at what owns the object in the end. With --used-by: what needs a Secret, ConfigMap, claim, service"
                                + " account or priority class: workloads, also those without pods now, and pods of their own; of a Secret also"
                                + " Ingresses and service accounts.",
                        "What lies in other namespaces, or in none, is named; its own tree tells more. With --elsewhere: also what carries"
                                + " the first one's labels there.")
                .addPositional(Specs.required(0, "KIND/NAME", "deploy/web, clusters.postgresql.cnpg.io/orders ..."))
                .addOption(Specs.flag("Show what needs it.", "--used-by"))
                .addOption(Specs.flag(
                        "Show what carries its labels in other namespaces and in the cluster as a whole.",
                        "--elsewhere"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        String what = arguments.positional(0).orElse("");
        int slash = what.indexOf('/');
        if (slash < 1 || slash == what.length() - 1) {
            throw new ProblemException(Problem.user(
                    "read the arguments", "the command line", "'" + what + "' is no KIND/NAME", "Write deploy/web."));
        }
        boolean users = arguments.flag("--used-by");
        boolean elsewhere = arguments.flag("--elsewhere");
        ClusterSource clusters = session.services().clusters();
        List<PerCluster<Relations.Found>> answers =
                PerCluster.ask(session, clusters, "read what belongs to " + what, c -> {
                    ClusterConnection cluster = clusters.open(c.name());
                    var served = PerCluster.kind(cluster, what.substring(0, slash));
                    String namespace = session.options().namespace().orElse(c.namespace());
                    String name = what.substring(slash + 1);
                    if (users && !Relations.isUsed(served.kind())) {
                        throw new ProblemException(Problem.user(
                                "find what needs " + what,
                                "cluster " + c.name(),
                                "pods name no objects of that kind",
                                "Leave --used-by out to see the tree."));
                    }
                    return users
                            ? Relations.users(cluster, served, namespace, name)
                            : tree(cluster, served, namespace, name, elsewhere);
                });
        answers.stream()
                .flatMap(a -> a.value().stream())
                .flatMap(f -> f.missing().stream())
                .forEach(p -> ProblemText.write(p, Format.TABLE, session.console()));
        session.write(document(answers));
        if (users) {
            answers.forEach(a -> a.value()
                    .filter(f -> f.root().children().isEmpty())
                    .ifPresent(f ->
                            session.console().remark((answers.size() > 1 ? a.context() + ": " : "") + f.unused())));
        }
        return PerCluster.tell(answers, session.console()) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Relations.Found tree(
            ClusterConnection cluster, Served served, String namespace, String name, boolean elsewhere) {
        Relations.Found tree = Relations.tree(cluster, served, namespace, name);
        if (!elsewhere) {
            return tree.withElsewhere(List.of());
        }
        Related top = tree.root();
        Served kind = PerCluster.kind(cluster, top.word());
        Relations.Found more = Relations.elsewhere(cluster, kind, top.namespace(), top.name());
        List<Problem> missing = new ArrayList<>(tree.missing());
        missing.addAll(more.missing());
        return new Relations.Found(tree.root(), missing)
                .withElsewhere(more.root().children());
    }

    private static Document document(List<PerCluster<Relations.Found>> answers) {
        boolean several = answers.size() > 1;
        List<List<Document.Cell>> rows = new ArrayList<>();
        List<Map<String, Object>> items = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (PerCluster<Relations.Found> a : answers) {
            a.value().ifPresent(f -> {
                rows(a.context(), several, f.root(), f.root().namespace(), 0, rows, names);
                items.add(Document.map("context", a.context(), "object", item(f.root())));
            });
        }
        List<Document.Column> columns = new ArrayList<>();
        if (several) {
            columns.add(Document.Column.of("CONTEXT"));
        }
        columns.addAll(List.of(Document.Column.of("OBJECT"), Document.Column.of("STATE")));
        return new Document(
                "Tree",
                Document.map("items", items),
                new Document.Table(columns, rows, "There is no such object."),
                names);
    }

    private static void rows(
            String context,
            boolean several,
            Related r,
            String namespace,
            int depth,
            List<List<Document.Cell>> rows,
            List<String> names) {
        List<Document.Cell> row = new ArrayList<>();
        if (several) {
            row.add(Document.Cell.of(context));
        }
        String role = r.role().isEmpty() ? "" : r.role() + " ";
        boolean far = !r.namespace().isEmpty() && !r.namespace().equals(namespace);
        row.add(Document.Cell.of(
                "  ".repeat(depth) + role + r.word() + "/" + r.name() + (far ? " in " + r.namespace() : "")));
        row.add(new Document.Cell(
                r.state().text(), r.state().bad() ? Optional.of(Severity.WARNING) : Optional.empty()));
        rows.add(row);
        names.add(r.word() + "/" + r.name());
        r.children().forEach(c -> rows(context, several, c, namespace, depth + 1, rows, names));
    }

    private static Map<String, Object> item(Related r) {
        return Document.map(
                "role", r.role(),
                "kind", r.word(),
                "namespace", r.namespace(),
                "name", r.name(),
                "state", r.state().text(),
                "bad", r.state().bad(),
                "more", r.more(),
                "children", r.children().stream().map(TreeCommand::item).toList());
    }
}
