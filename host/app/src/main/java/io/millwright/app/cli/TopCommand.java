package io.millwright.app.cli;

import io.millwright.app.browse.Thresholds;
import io.millwright.app.browse.Topped;
import io.millwright.app.browse.Usage;
import io.millwright.engine.port.ClusterSource;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code top}: what pods or nodes use, in several clusters at once. */
final class TopCommand implements Command {
    @Override
    public String name() {
        return "top";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Show what pods or nodes use of processors and memory, where metrics.k8s.io is served.",
                        "For pods also how much that is of what they request and of their limits, for nodes of what they can give.")
                .addPositional(Specs.required(0, "pods|nodes", "What is measured."))
                .addOption(Specs.value("cpu|memory|name", "What comes first; cpu by default.", "--sort"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        String word = arguments.positional(0).orElse("");
        Kind kind = kind(word);
        Comparator<Topped> order = order(arguments.option("--sort").orElse("cpu"));
        ClusterSource clusters = session.services().clusters();
        List<PerCluster<List<Topped>>> answers = PerCluster.ask(
                session,
                clusters,
                "measure " + word,
                c -> Topped.read(
                        clusters.open(c.name()),
                        kind,
                        session.options().namespace().orElse("")));
        List<Topped> rows = answers.stream()
                .flatMap(a -> a.value().stream().flatMap(List::stream))
                .sorted(order)
                .toList();
        session.write(document(
                rows,
                kind.equals(Kind.NODE),
                answers.size() > 1,
                session.services().settings().display().thresholds()));
        return PerCluster.tell(answers, session.console()) ? ExitCode.DONE : ExitCode.FAILED;
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "pods", "pod", "po" -> Kind.POD;
            case "nodes", "node", "no" -> Kind.NODE;
            default -> throw wrong(word + " aren't measured", "Write 'top pods' or 'top nodes'.");
        };
    }

    private static Comparator<Topped> order(String by) {
        Comparator<Topped> place = Comparator.comparing(Topped::cluster)
                .thenComparing(Topped::namespace)
                .thenComparing(Topped::name);
        return switch (by) {
            case "cpu" ->
                Comparator.comparingDouble((Topped t) -> -t.usage().cpu()).thenComparing(place);
            case "memory" ->
                Comparator.comparingDouble((Topped t) -> -t.usage().memory()).thenComparing(place);
            case "name" -> place;
            default -> throw wrong("--sort " + by + " is none of them", "Write --sort cpu, memory or name.");
        };
    }

    private static ProblemException wrong(String why, String next) {
        return new ProblemException(Problem.user("read the options", "the command line", why, next));
    }

    private static Document document(List<Topped> all, boolean nodes, boolean several, Thresholds limits) {
        List<Document.Column> columns = new ArrayList<>();
        if (several) {
            columns.add(Document.Column.of("CONTEXT"));
        }
        if (!nodes) {
            columns.add(Document.Column.of("NAMESPACE"));
        }
        columns.add(Document.Column.of("NAME"));
        for (String what : List.of("CPU", "MEMORY")) {
            columns.add(Document.Column.number(what));
            columns.add(Document.Column.number(nodes ? what + "%" : what + "/REQUEST"));
            if (!nodes) {
                columns.add(Document.Column.number(what + "/LIMIT"));
            }
        }
        if (nodes) {
            columns.add(Document.Column.of("LOAD"));
        }
        List<List<Document.Cell>> rows = new ArrayList<>();
        List<Map<String, Object>> items = new ArrayList<>();
        for (Topped t : all) {
            rows.add(cells(t, nodes, several, limits));
            items.add(Document.map(
                    "context", t.cluster(),
                    "namespace", t.namespace(),
                    "name", t.name(),
                    "cpu", t.usage().cpuText(),
                    "memory", t.usage().memoryText(),
                    "load", t.usage().load(limits)));
        }
        return new Document(
                "Usage",
                Document.map("items", items),
                new Document.Table(columns, rows, "Nothing is measured there."),
                all.stream().map(Topped::name).toList());
    }

    private static List<Document.Cell> cells(Topped t, boolean nodes, boolean several, Thresholds limits) {
        List<Document.Cell> row = new ArrayList<>();
        Usage usage = t.usage();
        if (several) {
            row.add(Document.Cell.of(t.cluster()));
        }
        if (!nodes) {
            row.add(Document.Cell.of(t.namespace()));
        }
        row.add(Document.Cell.of(t.name()));
        row.add(Document.Cell.of(usage.cpuText()));
        row.add(Document.Cell.of(Usage.percent(nodes ? usage.cpuPart() : t.cpuOfRequest())));
        if (!nodes) {
            row.add(Document.Cell.of(Usage.percent(t.cpuOfLimit())));
        }
        row.add(Document.Cell.of(usage.memoryText()));
        row.add(Document.Cell.of(Usage.percent(nodes ? usage.memoryPart() : t.memoryOfRequest())));
        if (nodes) {
            row.add(new Document.Cell(
                    usage.load(limits),
                    usage.load(limits).isEmpty() ? Optional.empty() : Optional.of(Severity.WARNING)));
        } else {
            row.add(Document.Cell.of(Usage.percent(t.memoryOfLimit())));
        }
        return row;
    }
}
