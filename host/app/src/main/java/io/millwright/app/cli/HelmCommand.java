package io.millwright.app.cli;

import io.millwright.app.cli.Document.Column;
import io.millwright.engine.inspect.HelmDifference;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterSource;
import io.millwright.engine.port.HelmPort.ReleaseState;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code helm}: the releases of clusters, read from where Helm keeps them; Helm itself isn't needed for that. Secrets' values are left out. A
 * release is changed by a plan.
 */
final class HelmCommand implements Command {
    @Override
    public String name() {
        return "helm";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                "List the Helm releases of the clusters; show one's history, values, notes, manifest, or what differs between two of its revisions; roll one back or uninstall it.",
                "What Helm has stored is read, without Helm. What looks like a secret is left out.");
    }

    @Override
    public List<Command> subcommands() {
        return List.of(
                new Listed(),
                new History(),
                new Text("values", "Print the values that were given to a release.", true),
                new Text("notes", "Print what the chart tells after an installation.", false),
                new Text("manifest", "Print the objects that a release has sent to the cluster.", false),
                new Differing(),
                new HelmChange("helm-rollback", "rollback"),
                new HelmChange("helm-uninstall", "uninstall"));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        ClusterSource clusters = session.services().clusters();
        List<PerCluster<List<ReleaseState>>> answers = PerCluster.ask(
                session,
                clusters,
                "list the Helm releases",
                c -> clusters.open(c.name()).helm().releases().stream()
                        .filter(r -> session.options()
                                .namespace()
                                .map(n -> List.of(n.split(",")).contains(r.namespace()))
                                .orElse(true))
                        .toList());
        List<List<Document.Cell>> rows = new ArrayList<>();
        List<Map<String, Object>> items = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<String> pending = new ArrayList<>();
        for (PerCluster<List<ReleaseState>> answer : answers) {
            for (ReleaseState r : answer.value().orElse(List.of())) {
                rows.add(Document.cells(
                        answer.context(),
                        r.namespace(),
                        r.name(),
                        String.valueOf(r.revision()),
                        r.status(),
                        r.chart() + " " + r.chartVersion(),
                        r.appVersion(),
                        r.description()));
                items.add(Document.map(
                        "cluster", answer.context(),
                        "namespace", r.namespace(),
                        "name", r.name(),
                        "revision", r.revision(),
                        "status", r.status(),
                        "chart", r.chart(),
                        "chartVersion", r.chartVersion(),
                        "appVersion", r.appVersion(),
                        "description", r.description()));
                names.add(r.name());
                if (r.status().startsWith("pending-")) {
                    pending.add(stuck(r, answer.context()));
                }
            }
        }
        session.write(new Document(
                "HelmReleaseList",
                Document.map("items", items),
                new Document.Table(
                        List.of(
                                Column.of("CLUSTER"),
                                Column.of("NAMESPACE"),
                                Column.of("NAME"),
                                Column.of("REVISION"),
                                Column.of("STATUS"),
                                Column.of("CHART"),
                                Column.of("APP"),
                                Column.wide("DESCRIPTION")),
                        rows,
                        "There is no Helm release in these clusters."),
                names));
        pending.forEach(session.console()::remark);
        return PerCluster.tell(answers, session.console()) ? ExitCode.DONE : ExitCode.FAILED;
    }

    /** Deleting its Secret is no first advice: what it has changed already would be forgotten. */
    private static String stuck(ReleaseState r, String context) {
        return r.namespace() + "/" + r.name() + " on " + context + " is " + r.status()
                + ": another Helm works on it, or has"
                + " died on the way. If none does any more, see which revision was deployed last ('millwright helm history "
                + r.name() + " -n " + r.namespace() + " --context " + context
                + "') and go back to it: 'millwright helm rollback " + r.name() + " REVISION -n " + r.namespace()
                + " --context " + context + "'.";
    }

    private final class Listed implements Command {
        @Override
        public String name() {
            return "list";
        }

        @Override
        public CommandSpec spec() {
            return Specs.command("List the Helm releases of the clusters; one that is stuck in pending is named.");
        }

        @Override
        public int run(Arguments arguments, Session session) {
            return HelmCommand.this.run(arguments, session);
        }
    }

    /** The revisions of the one release that is meant, newest first. */
    private static List<HelmRevision> revisions(Arguments arguments, Session session) {
        return meant(arguments, session).revisions();
    }

    /**
     * The one release that is meant.
     *
     * @param revisions newest first; there is at least one
     */
    record Meant(String context, List<HelmRevision> revisions) {}

    static Meant meant(Arguments arguments, Session session) {
        String name = arguments.positional(0).orElse("");
        ClusterSource clusters = session.services().clusters();
        List<ClusterSource.Context> contexts = Scope.asked(session.options(), clusters, false);
        if (contexts.size() != 1) {
            throw new ProblemException(Problem.user(
                    "read the Helm release",
                    name,
                    "several contexts are asked for, and a release is in one cluster",
                    "Give one --context."));
        }
        ClusterSource.Context context = contexts.getFirst();
        ClusterConnection cluster = clusters.open(context.name());
        String namespace = session.options().namespace().orElse(context.namespace());
        List<HelmRevision> all = HelmRevision.of(namespace, name, cluster.view());
        if (all.isEmpty()) {
            throw new ProblemException(Problem.user(
                    "read the Helm release",
                    namespace + "/" + name + " on " + context.name(),
                    "there is none of that name",
                    "'millwright helm list' lists what there is; -n chooses another namespace."));
        }
        return new Meant(context.name(), all);
    }

    private static HelmRevision revision(String typed, List<HelmRevision> all) {
        return all.stream()
                .filter(r -> String.valueOf(r.number()).equals(typed))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.user(
                        "read the Helm release",
                        "revision " + typed,
                        "it isn't kept",
                        "There are: "
                                + String.join(
                                        ", ",
                                        all.stream()
                                                .map(r -> String.valueOf(r.number()))
                                                .toList())
                                + ".")));
    }

    private static final class History implements Command {
        @Override
        public String name() {
            return "history";
        }

        @Override
        public CommandSpec spec() {
            return Specs.command("List the revisions of a release that Helm keeps, newest first.")
                    .addPositional(Specs.required(0, "RELEASE", "The release's name; its namespace with -n."));
        }

        @Override
        public int run(Arguments arguments, Session session) {
            List<HelmRevision> all = revisions(arguments, session);
            session.write(new Document(
                    "HelmHistory",
                    Document.map("items", all.stream().map(History::content).toList()),
                    new Document.Table(
                            List.of(
                                    Column.of("REVISION"),
                                    Column.of("UPDATED"),
                                    Column.of("STATUS"),
                                    Column.of("CHART"),
                                    Column.of("APP"),
                                    Column.of("DESCRIPTION")),
                            all.stream()
                                    .map(r -> Document.cells(
                                            String.valueOf(r.number()),
                                            r.updated(),
                                            r.status(),
                                            r.chart() + " " + r.chartVersion(),
                                            r.appVersion(),
                                            r.description()))
                                    .toList(),
                            ""),
                    all.stream().map(r -> String.valueOf(r.number())).toList()));
            return ExitCode.DONE;
        }

        private static Map<String, Object> content(HelmRevision r) {
            return Document.map(
                    "revision", r.number(),
                    "updated", r.updated(),
                    "status", r.status(),
                    "chart", r.chart(),
                    "chartVersion", r.chartVersion(),
                    "appVersion", r.appVersion(),
                    "description", r.description());
        }
    }

    private static final class Text implements Command {
        private final String name;
        private final String summary;
        private final boolean hasAll;

        Text(String name, String summary, boolean hasAll) {
            this.name = name;
            this.summary = summary;
            this.hasAll = hasAll;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public CommandSpec spec() {
            CommandSpec spec = Specs.command(summary)
                    .addPositional(Specs.required(0, "RELEASE", "The release's name; its namespace with -n."))
                    .addOption(Specs.value("REVISION", "Of this revision; the newest by default.", "--revision"));
            return hasAll ? spec.addOption(Specs.flag("The chart's own values, too.", "--all")) : spec;
        }

        @Override
        public int run(Arguments arguments, Session session) {
            List<HelmRevision> all = revisions(arguments, session);
            HelmRevision chosen =
                    arguments.option("--revision").map(r -> revision(r, all)).orElse(all.getFirst());
            Function<HelmRevision, String> text = switch (name) {
                case "notes" -> HelmRevision::notes;
                case "manifest" -> HelmRevision::manifest;
                default -> hasAll && arguments.flag("--all") ? HelmRevision::allValues : HelmRevision::values;
            };
            String shown = text.apply(chosen);
            if (!session.options().format().forPeople()) {
                session.write(new Document(
                        "HelmText",
                        Document.map("name", chosen.name(), "revision", chosen.number(), "what", name, "text", shown),
                        new Document.Table(List.of(), List.of(), ""),
                        List.of(chosen.name())));
            } else if (shown.isEmpty()) {
                session.console().remark("There are no " + name + ".");
            } else {
                shown.lines().forEach(session.console()::line);
            }
            return ExitCode.DONE;
        }
    }

    private static final class Differing implements Command {
        @Override
        public String name() {
            return "diff";
        }

        @Override
        public CommandSpec spec() {
            return Specs.command(
                            "Print what differs between two revisions of a release: chart, values and manifest.",
                            "Secrets' values are left out of both; that they differ is seen by their length only.")
                    .addPositional(Specs.required(0, "RELEASE", "The release's name; its namespace with -n."))
                    .addPositional(Specs.required(1, "A", "A revision."))
                    .addPositional(Specs.required(2, "B", "Another one."));
        }

        @Override
        public int run(Arguments arguments, Session session) {
            List<HelmRevision> all = revisions(arguments, session);
            HelmRevision a = revision(arguments.positional(1).orElse(""), all);
            HelmRevision b = revision(arguments.positional(2).orElse(""), all);
            List<String> lines = HelmDifference.of(a, b);
            if (!session.options().format().forPeople()) {
                session.write(new Document(
                        "HelmDifference",
                        Document.map("name", a.name(), "before", a.number(), "after", b.number(), "lines", lines),
                        new Document.Table(List.of(), List.of(), ""),
                        lines));
            } else if (lines.isEmpty()) {
                session.console().remark("Nothing differs.");
            } else {
                lines.forEach(session.console()::line);
            }
            return ExitCode.DONE;
        }
    }
}
