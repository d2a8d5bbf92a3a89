package io.millwright.app.cli;

import io.millwright.app.browse.Found;
import io.millwright.app.browse.Search;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Problem;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import picocli.CommandLine.Model.CommandSpec;

/** {@code find}: objects of many kinds by a part of their name, in several clusters at once. */
final class FindCommand implements Command {
    /** Problems that are told one by one; who may read little has one for each kind. */
    private static final int TOLD = 5;

    /** What one cluster has. */
    private record Answer(List<Found> found, List<Problem> missing) {}

    @Override
    public String name() {
        return "find";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Find objects of many kinds by a part of their name, or by the usual labels.",
                        "Searched are workloads, services, configuration, storage, nodes and namespaces, and all kinds that a cluster"
                                + " defines. The labels app, app.kubernetes.io/name and app.kubernetes.io/instance must be the text."
                                + " At most " + Search.AT_MOST + " objects of each cluster are listed.")
                .addPositional(Specs.required(0, "TEXT", "A part of the name."));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        String text = arguments.positional(0).orElse("");
        ClusterSource clusters = session.services().clusters();
        List<PerCluster<Answer>> answers = PerCluster.ask(session, clusters, "search for " + text, c -> {
            ConcurrentLinkedQueue<Search.Part> parts = new ConcurrentLinkedQueue<>();
            Search.in(
                    clusters.open(c.name()), text, session.options().namespace().orElse(""), parts::add);
            return new Answer(
                    parts.stream()
                            .flatMap(p -> p.found().stream())
                            .sorted(Comparator.comparing((Found f) -> f.kind().resourceName())
                                    .thenComparing(Found::namespace)
                                    .thenComparing(Found::name))
                            .toList(),
                    parts.stream().flatMap(p -> p.missing().stream()).toList());
        });
        List<Found> found = answers.stream()
                .flatMap(a -> a.value().stream())
                .flatMap(a -> a.found().stream())
                .toList();
        List<Problem> missing = answers.stream()
                .flatMap(a -> a.value().stream())
                .flatMap(a -> a.missing().stream())
                .distinct()
                .toList();
        missing.stream().limit(TOLD).forEach(p -> ProblemText.write(p, Format.TABLE, session.console()));
        if (missing.size() > TOLD) {
            session.console()
                    .remark("And " + (missing.size() - TOLD) + " more kinds or namespaces couldn't be searched.");
        }
        session.write(document(found, text));
        boolean complete = PerCluster.tell(answers, session.console());
        return complete && missing.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Document document(List<Found> found, String text) {
        List<Map<String, Object>> items = new ArrayList<>();
        List<List<Document.Cell>> rows = new ArrayList<>();
        for (Found f : found) {
            items.add(Document.map(
                    "context", f.cluster(),
                    "kind", f.kind().resourceName(),
                    "namespace", f.namespace(),
                    "name", f.name(),
                    "status", f.status(),
                    "label", f.label()));
            rows.add(List.of(
                    Document.Cell.of(f.cluster()),
                    Document.Cell.of(f.kind().resourceName()),
                    Document.Cell.of(f.namespace()),
                    Document.Cell.of(f.name()),
                    new Document.Cell(f.status(), f.bad() ? Optional.of(Severity.WARNING) : Optional.empty()),
                    Document.Cell.of(f.label())));
        }
        return new Document(
                "FoundObjects",
                Document.map("items", items),
                new Document.Table(
                        List.of(
                                Document.Column.of("CONTEXT"),
                                Document.Column.of("KIND"),
                                Document.Column.of("NAMESPACE"),
                                Document.Column.of("NAME"),
                                Document.Column.of("STATUS"),
                                Document.Column.wide("LABEL")),
                        rows,
                        "Nothing is named or labelled " + text + "."),
                found.stream()
                        .map(f -> f.kind().resourceName() + "/" + f.name())
                        .toList());
    }
}
