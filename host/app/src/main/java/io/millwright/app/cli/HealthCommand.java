package io.millwright.app.cli;

import io.millwright.app.cli.Document.Cell;
import io.millwright.app.cli.Document.Column;
import io.millwright.spi.Evidence;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Remedy;
import io.millwright.spi.Severity;
import io.millwright.spi.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** {@code health}: what is wrong, with which evidence, and which command helps. */
final class HealthCommand implements Command {
    @Override
    public String name() {
        return "health";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command(
                        "Check the health of instances: what is wrong, what was seen where, why, and which command helps.",
                        "With -o wide there is one line for each finding.",
                        "Ends with 0 when all is OK, 1 for a warning, 2 for degraded or critical, 3 when something could not be told.")
                .addPositional(Specs.optional(
                        0, "TOOL[/NAMESPACE/NAME]", "Only this tool, or only this instance; without it everything."));
    }

    @Override
    public int run(Arguments arguments, Session session) {
        Discovery discovery = new Discovery(session);
        List<Discovery.Found> found = found(arguments.positional(0), discovery);
        List<Checked> checked = checked(found, session);
        if (session.options().format() == Format.TABLE && !checked.isEmpty()) {
            HealthText.write(checked, session.options().leading(), session.console());
        } else {
            session.write(document(checked, found, session.options().leading()));
        }
        InstancesCommand.tellUnknown(found, session);
        return ExitCode.of(worst(checked, found));
    }

    private static Document document(List<Checked> checked, List<Discovery.Found> found, String leading) {
        List<Map<String, Object>> items = new ArrayList<>();
        List<List<Cell>> rows = new ArrayList<>();
        for (Checked c : checked) {
            items.add(content(c, leading));
            rows.addAll(rows(c, leading));
        }
        return new Document(
                "HealthReport",
                Document.map(
                        "severity",
                        worst(checked, found).name().toLowerCase(Locale.ROOT),
                        "items",
                        items,
                        "unknown",
                        InstancesCommand.unknown(found)),
                new Document.Table(
                        List.of(
                                Column.of("SEVERITY"),
                                Column.of("CLUSTER"),
                                Column.of("INSTANCE"),
                                Column.of("FINDING"),
                                Column.of("REMEDY"),
                                Column.of("EVIDENCE"),
                                Column.of("CAUSE"),
                                Column.of("IMPACT")),
                        rows,
                        "No instance was found in the clusters that were looked at."),
                checked.stream().map(c -> InstancesCommand.name(c.instance())).toList());
    }

    private static List<Checked> checked(List<Discovery.Found> found, Session session) {
        List<Instance> instances =
                found.stream().flatMap(f -> f.instances().stream()).toList();
        return session.services()
                .operations()
                .health(instances, session.options().timeout());
    }

    private static List<Discovery.Found> found(Optional<String> typed, Discovery discovery) {
        if (typed.isEmpty()) {
            return discovery.find(discovery.tools(), false);
        }
        String[] parts = typed.get().split("/", 2);
        Tool tool = discovery.tool(parts[0]);
        if (parts.length == 1) {
            return discovery.find(List.of(tool), false);
        }
        Instance one = discovery.one(tool, parts[1]);
        return List.of(new Discovery.Found(tool, one.id().cluster(), List.of(one), Optional.empty()));
    }

    /** The worst that is known, and unknown where something could not be told and nothing worse is known. */
    private static Severity worst(List<Checked> checked, List<Discovery.Found> found) {
        Severity worst = checked.stream().map(Checked::severity).reduce(Severity.OK, Severity::worst);
        return found.stream().anyMatch(f -> f.problem().isPresent()) ? worst.worst(Severity.UNKNOWN) : worst;
    }

    /** A line for each finding, with all that it says: to be searched, by eye or by a program. */
    private static List<List<Cell>> rows(Checked c, String leading) {
        String instance = InstancesCommand.name(c.instance());
        if (c.findings().isEmpty()) {
            return List.of(List.of(
                    Cell.of(Severity.OK),
                    Cell.of(c.instance().id().cluster()),
                    Cell.of(instance),
                    Cell.of(HealthText.nothingFound(c)),
                    Cell.of(""),
                    Cell.of(""),
                    Cell.of(""),
                    Cell.of("")));
        }
        return c.findings().stream()
                .map(f -> List.of(
                        Cell.of(f.severity()),
                        Cell.of(c.instance().id().cluster()),
                        Cell.of(instance),
                        Cell.of(f.title()),
                        Cell.of(remedy(f.remedies().getFirst(), c.instance(), leading)),
                        Cell.of(f.evidence().stream().map(HealthText::evidence).collect(Collectors.joining("; "))),
                        Cell.of(f.cause().orElse("")),
                        Cell.of(f.impact())))
                .toList();
    }

    /** The command to copy, or what a person does. */
    private static String remedy(Remedy remedy, Instance instance, String leading) {
        return switch (remedy) {
            case Remedy.Run r -> command(r, instance, leading);
            case Remedy.Manual m -> m.title();
            case Remedy.NoneKnown n -> n.title();
        };
    }

    /** @param leading the options that lead to the same clusters: what is printed works when it is pasted */
    static String command(Remedy.Run r, Instance instance, String leading) {
        return "millwright run " + instance.id().tool() + " " + r.runbookId() + " "
                + ShellWords.quoted(instance.id().path()) + " --context "
                + ShellWords.quoted(instance.id().cluster())
                + leading
                + r.inputs().entrySet().stream()
                        .map(e -> " --set " + ShellWords.quoted(e.getKey() + "=" + e.getValue()))
                        .collect(Collectors.joining());
    }

    private static Map<String, Object> content(Checked c, String leading) {
        Map<String, Object> map = InstancesCommand.content(c.instance());
        map.put("severity", c.severity().name().toLowerCase(Locale.ROOT));
        map.put("checks", c.checks());
        map.put(
                "findings",
                c.findings().stream()
                        .map(f -> content(f, c.instance(), leading))
                        .toList());
        return map;
    }

    static Map<String, Object> content(Finding f, Instance instance, String leading) {
        return Document.map(
                "id", f.id(),
                "severity", f.severity().name().toLowerCase(Locale.ROOT),
                "dimension", f.dimension().name().toLowerCase(Locale.ROOT),
                "title", f.title(),
                "impact", f.impact(),
                "cause", f.cause(),
                "since", f.since().map(Object::toString),
                "evidence", f.evidence().stream().map(HealthCommand::content).toList(),
                "remedies",
                        f.remedies().stream()
                                .map(r -> content(r, instance, leading))
                                .toList());
    }

    private static Map<String, Object> content(Evidence e) {
        return Document.map(
                "what", e.what(),
                "object", e.object().map(o -> o.display()),
                "field", e.field(),
                "value", e.value(),
                "at", e.at().toString());
    }

    private static Map<String, Object> content(Remedy remedy, Instance instance, String leading) {
        return switch (remedy) {
            case Remedy.Run r ->
                Document.map(
                        "kind", "runbook",
                        "title", r.title(),
                        "runbook", r.runbookId(),
                        "inputs", r.inputs(),
                        "command", command(r, instance, leading));
            case Remedy.Manual m -> Document.map("kind", "manual", "title", m.title(), "text", m.text());
            case Remedy.NoneKnown n -> Document.map("kind", "none", "title", n.title());
        };
    }
}
