package io.millwright.app.cli;

import io.millwright.app.browse.describe.Description;
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
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/** {@code describe}: objects with their conditions and events, in each of several clusters. */
final class DescribeCommand implements Command {
    @Override
    public String name() {
        return "describe";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Describe objects of any kind: what they are, how they are, what happened to them lately.",
                        "Kinds that Kubernetes brings are told as kubectl describes them, as far as the object itself and its events tell it; of"
                                + " all others some 60 lines of their fields, and which were left out.",
                        "They are looked for in the context's own namespace, or in those of -n, or with -A in all; by their labels in all, too."
                                + " With several contexts they are looked for in each of them; a name that none has is NotFound."
                                + " Values of Secrets are left out.")
                .addPositional(Specs.required(
                        0, "KIND", "pod, deploy, clusters.postgresql.cnpg.io ...; or KIND/NAME: deploy/web."))
                .addPositional(Specs.several(1, "NAME...", "The objects' names; more of KIND/NAME after the first."))
                .addOption(Specs.value("SELECTOR", "All objects with these labels: app=web.", "-l", "--selector"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        ObjectsAsked asked = ObjectsAsked.of(arguments, session);
        if (asked.labels().isEmpty()
                && asked.targets().stream().anyMatch(t -> t.names().isEmpty())) {
            throw new ProblemException(Problem.user(
                    "read the arguments",
                    "the command line",
                    "nothing says which objects are meant",
                    "Name them, describe deploy web or deploy/web, or give -l SELECTOR."));
        }
        ClusterSource clusters = session.services().clusters();
        boolean people = session.options().format().forPeople();
        List<Looked> looked = Collections.synchronizedList(new ArrayList<>());
        List<Inspection> found = new ArrayList<>();
        List<Problem> problems = new ArrayList<>(InOrder.<Wanted, Inspection>each(
                asked.wanted(),
                session.options().timeout(),
                (wanted, parts) -> looked.add(inspect(clusters.open(wanted.cluster()), asked, wanted, parts)),
                wanted -> wanted.late(session.options().timeout()),
                (_, inspection) -> {
                    if (people) {
                        text(inspection, session);
                    } else {
                        found.add(inspection);
                    }
                }));
        if (!people) {
            session.write(document(found));
        }
        problems.addAll(Looked.notFound(List.copyOf(looked), session.console()));
        problems.forEach(p -> ProblemText.write(p, Format.TABLE, session.console()));
        if (problems.isEmpty() && looked.stream().noneMatch(Looked::found)) {
            session.console().remark("There is nothing with these labels.");
        }
        return problems.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** One after the other, as they are found. */
    private static Looked inspect(
            ClusterConnection cluster, ObjectsAsked asked, Wanted wanted, Consumer<Inspection> parts) {
        Served served = PerCluster.kind(cluster, wanted.word());
        Query query = asked.query(served, wanted);
        AtomicBoolean found = new AtomicBoolean();
        Consumer<Resource> one = object -> {
            found.set(true);
            parts.accept(Inspection.of(cluster, served, object));
        };
        if (wanted.name().isPresent() && !query.everywhere()) {
            wanted.named(cluster, query).forEach(one);
        } else {
            // Rows first: of many objects none but the one that is described is held.
            ObjectTable rows = cluster.tables().list(query);
            for (Row row : rows.rows()) {
                cluster.view()
                        .get(ObjectRef.of(served.kind(), row.namespace(), row.name()))
                        .ifPresent(one);
            }
            if (!rows.missing().isEmpty()) {
                throw new ProblemException(rows.missing().getFirst());
            }
        }
        return new Looked(wanted, served, query.namespace(), found.get());
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
