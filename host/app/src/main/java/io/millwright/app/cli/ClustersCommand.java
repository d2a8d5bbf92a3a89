package io.millwright.app.cli;

import io.millwright.app.cli.Document.Cell;
import io.millwright.app.cli.Document.Column;
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

/** {@code clusters}: every context of the kubeconfig, and whether its cluster answers. */
final class ClustersCommand implements Command {
    /** What one cluster said. */
    private record Answer(
            ClusterSource.Context context,
            Optional<String> version,
            Optional<String> user,
            Optional<Problem> problem) {}

    @Override
    public String name() {
        return "clusters";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                "List the clusters of the kubeconfig, all contexts at once, and whether they answer.",
                "A cluster that doesn't answer delays the others by nothing and says why.");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        ClusterSource clusters = session.services().clusters();
        clusters.problems().forEach(p -> ProblemText.write(p, Format.TABLE, session.console()));
        List<Answer> answers = InParallel.each(
                Scope.asked(session.options(), clusters, true),
                session.options().timeout(),
                c -> ask(clusters, c),
                c -> new Answer(c, Optional.empty(), Optional.empty(), Optional.of(late(c, session))));
        List<Map<String, Object>> items = new ArrayList<>();
        List<List<Cell>> rows = new ArrayList<>();
        for (Answer a : answers) {
            items.add(content(a));
            rows.add(List.of(
                    Cell.of(a.context().current() ? "*" : ""),
                    Cell.of(a.context().name()),
                    a.problem().isPresent()
                            ? new Cell("◌ Unreachable", Optional.of(Severity.UNKNOWN))
                            : new Cell("● Reachable", Optional.of(Severity.OK)),
                    Cell.of(a.version().orElse("")),
                    Cell.of(a.problem().map(Problem::why).orElse("")),
                    Cell.of(a.problem().map(Problem::next).orElse("")),
                    Cell.of(a.user().orElse("")),
                    Cell.of(a.context().namespace()),
                    Cell.of(a.context().server())));
        }
        session.write(new Document(
                "ClusterList",
                Document.map("items", items),
                new Document.Table(
                        List.of(
                                Column.of(""),
                                Column.of("CONTEXT"),
                                Column.of("STATE"),
                                Column.of("KUBERNETES"),
                                Column.of("WHY"),
                                Column.of("NEXT"),
                                Column.wide("USER"),
                                Column.wide("NAMESPACE"),
                                Column.wide("SERVER")),
                        rows,
                        "The kubeconfig names no context."),
                answers.stream().map(a -> a.context().name()).toList()));
        boolean allFailed =
                !answers.isEmpty() && answers.stream().allMatch(a -> a.problem().isPresent());
        return allFailed ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static Answer ask(ClusterSource clusters, ClusterSource.Context context) {
        if (context.unusable().isPresent()) {
            return new Answer(context, Optional.empty(), Optional.empty(), context.unusable());
        }
        try {
            ClusterConnection connection = clusters.open(context.name());
            String version = connection.view().kubernetesMinor();
            return new Answer(context, Optional.of(version), Optional.of(connection.user()), Optional.empty());
        } catch (ProblemException e) {
            return new Answer(context, Optional.empty(), Optional.empty(), Optional.of(e.problem()));
        }
    }

    private static Problem late(ClusterSource.Context context, Session session) {
        return new Problem(
                Problem.Kind.CLUSTER,
                "reach the cluster",
                "cluster " + context.name(),
                "no answer within " + session.options().timeout().toMillis() + " ms",
                "Check the network and the address " + context.server() + ", or give it longer with --timeout.",
                Optional.empty());
    }

    private static Map<String, Object> content(Answer a) {
        return Document.map(
                "context", a.context().name(),
                "current", a.context().current(),
                "server", a.context().server(),
                "namespace", a.context().namespace(),
                "reachable", a.problem().isEmpty(),
                "kubernetes", a.version(),
                "user", a.user(),
                "problem", a.problem().map(ProblemText::content));
    }
}
