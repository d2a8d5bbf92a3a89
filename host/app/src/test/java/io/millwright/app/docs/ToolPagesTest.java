package io.millwright.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.HealthCheck;
import io.millwright.spi.Parameter;
import io.millwright.spi.Release;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Tool;
import io.millwright.spi.ToolDescriptor;
import io.millwright.testkit.tui.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The pages below {@code docs/tools} are what the plugins say of themselves; {@code -Dgolden.update=true} writes them. */
class ToolPagesTest {
    static Stream<Tool> tools() {
        return ServiceLoader.load(Tool.class).stream().map(ServiceLoader.Provider::get);
    }

    @ParameterizedTest
    @MethodSource("tools")
    void thePageOfAToolIsWhatItsPluginSays(Tool tool) {
        String page = page(tool);
        assertThat(page).contains("## Health checks").contains("## Guide");
        Golden.check(Path.of("../../docs/tools", tool.descriptor().id() + ".md"), page);
    }

    private static String page(Tool tool) {
        ToolDescriptor d = tool.descriptor();
        StringBuilder out = new StringBuilder("# " + d.name() + "\n\n" + d.summary() + " Upstream: <"
                + d.documentation() + ">.\n\nThis page is made from the plugin `" + d.id() + "`.\n");
        releases(d.releases(), out);
        out.append("\n## Listings\n\n");
        tool.listings()
                .forEach(l -> out.append("- **")
                        .append(l.info().title())
                        .append("**: ")
                        .append(String.join(
                                ", ",
                                l.info().columns().stream().map(c -> c.name()).toList()))
                        .append('\n'));
        out.append("\n## Health checks\n\n| check | asks | of | looks at |\n| --- | --- | --- | --- |\n");
        for (HealthCheck c : tool.healthChecks()) {
            HealthCheck.Info i = c.info();
            out.append("| `" + i.id() + "` | " + cell(i.title()) + " | " + String.join(", ", i.components()) + " | "
                    + cell(i.looksAt()) + " |\n");
        }
        out.append("\n## Guide\n");
        tool.runbooks().stream().map(Runbook::info).forEach(i -> runbook(d.id(), i, out));
        return out.toString();
    }

    private static void releases(List<Release> releases, StringBuilder out) {
        if (releases.isEmpty()) {
            return;
        }
        out.append("\n## Releases\n\n| component | version | chart | Kubernetes | fixes until | one step from |\n"
                + "| --- | --- | --- | --- | --- | --- |\n");
        releases.forEach(r -> out.append("| " + r.component() + " | " + r.version() + " | "
                + r.chart().map(c -> c.name() + " " + c.version()).orElse("–") + " | "
                + (r.kubernetes().isEmpty() ? "–" : String.join(", ", r.kubernetes())) + " | "
                + r.supportEnds().map(Object::toString).orElse("–") + " | "
                + (r.upgradesFrom().isEmpty() ? "–" : String.join(", ", r.upgradesFrom())) + " |\n"));
    }

    private static void runbook(String tool, RunbookInfo info, StringBuilder out) {
        out.append("\n### ").append(info.title()).append("\n\n`millwright run " + tool + " " + info.id());
        out.append(info.target().map(t -> " NAMESPACE/NAME`, on: " + t).orElse("`"));
        out.append(". ")
                .append(info.danger().word())
                .append(".\n\n")
                .append(info.summary())
                .append('\n');
        if (!info.parameters().isEmpty()) {
            out.append("\n| parameter | decides | usually |\n| --- | --- | --- |\n");
            for (Parameter p : info.parameters()) {
                out.append("| `" + p.id() + "` | " + cell(p.help()) + " | "
                        + p.defaultValue()
                                .filter(v -> !v.isEmpty())
                                .map(v -> "`" + v + "`")
                                .orElse(p.required() ? "needed" : "–")
                        + " |\n");
            }
        }
        if (!info.hazards().isEmpty()) {
            out.append("\nHazards:\n\n");
            info.hazards().forEach(h -> out.append("- ").append(h).append('\n'));
        }
        if (!info.documentation().isEmpty()) {
            out.append("\nAfter: ");
            out.append(String.join(
                    ", ", info.documentation().stream().map(u -> "<" + u + ">").toList()));
            out.append('\n');
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
