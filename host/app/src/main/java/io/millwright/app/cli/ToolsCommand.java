package io.millwright.app.cli;

import io.millwright.app.cli.Document.Column;
import io.millwright.app.plugins.PluginLoading;
import io.millwright.spi.Release;
import io.millwright.spi.Tool;
import io.millwright.spi.ToolDescriptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code tools}: the tools that Millwright knows. */
final class ToolsCommand implements Command {
    @Override
    public String name() {
        return "tools";
    }

    @Override
    public CommandSpec spec() {
        return Specs.command("List the tools that Millwright knows, with their health checks and runbooks.");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        List<Tool> tools = PluginLoading.tools(session.services().plugins());
        List<Map<String, Object>> items = new ArrayList<>();
        List<List<Document.Cell>> rows = new ArrayList<>();
        for (Tool tool : tools) {
            ToolDescriptor d = tool.descriptor();
            List<String> checks =
                    tool.healthChecks().stream().map(c -> c.info().id()).toList();
            List<String> runbooks =
                    tool.runbooks().stream().map(r -> r.info().id()).toList();
            items.add(Document.map(
                    "id", d.id(),
                    "name", d.name(),
                    "category", d.category(),
                    "summary", d.summary(),
                    "documentation", d.documentation().toString(),
                    "components", d.components(),
                    "releases", d.releases().stream().map(ToolsCommand::release).toList(),
                    "healthChecks", checks,
                    "runbooks", runbooks));
            rows.add(Document.cells(
                    d.id(),
                    d.name(),
                    d.category(),
                    Integer.toString(checks.size()),
                    Integer.toString(runbooks.size()),
                    d.summary(),
                    d.documentation().toString()));
        }
        session.write(new Document(
                "ToolList",
                Document.map("items", items),
                new Document.Table(
                        List.of(
                                Column.of("TOOL"),
                                Column.of("NAME"),
                                Column.of("CATEGORY"),
                                Column.number("CHECKS"),
                                Column.number("RUNBOOKS"),
                                Column.of("SUMMARY"),
                                Column.wide("DOCUMENTATION")),
                        rows,
                        "No tool is known: no plugin was loaded. 'millwright plugins' says why."),
                tools.stream().map(t -> t.descriptor().id()).toList()));
        return ExitCode.DONE;
    }

    private static Map<String, Object> release(Release r) {
        return Document.map(
                "component", r.component(),
                "version", r.version(),
                "kubernetes", r.kubernetes(),
                "supportEnds", r.supportEnds().map(Object::toString),
                "upgradesFrom", r.upgradesFrom());
    }
}
