package io.millwright.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.HealthCheck;
import io.millwright.spi.Parameter;
import io.millwright.spi.Release;
import io.millwright.spi.Runbook;
import io.millwright.spi.RunbookInfo;
import io.millwright.spi.Simulator;
import io.millwright.spi.Simulator.Exercise;
import io.millwright.spi.Tool;
import io.millwright.spi.ToolDescriptor;
import io.millwright.testkit.tui.Golden;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
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
        exercises(tool, out);
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

    private static void exercises(Tool tool, StringBuilder out) {
        List<Exercise> exercises = tool.simulator().map(Simulator::exercises).orElse(List.of());
        if (exercises.isEmpty()) {
            return;
        }
        out.append("\n## Exercises\n\nIn the sandbox, where nothing real can break: `millwright sandbox fault ")
                .append(tool.descriptor().id())
                .append(" NAME` switches one on, `--off` off again.\n\n")
                .append("| fault | what happens | found by | runbooks | to do |\n| --- | --- | --- | --- | --- |\n");
        for (Exercise e : exercises) {
            out.append("| `" + e.fault() + "` | " + cell(e.happens())
                    + (e.before().isEmpty() ? "" : " First: " + cell(e.before()) + ".") + " | "
                    + (e.checks().isEmpty() ? "a run alone" : words(e.checks())) + " | "
                    + (e.runbooks().isEmpty() ? "–" : words(e.runbooks())) + " | " + cell(e.task()) + " |\n");
        }
    }

    private static String words(List<String> ids) {
        return ids.stream().map(i -> "`" + i + "`").collect(Collectors.joining(", "));
    }

    /** An exercise that names a check or a runbook that isn't there would send its reader nowhere. */
    @ParameterizedTest
    @MethodSource("tools")
    void exercisesNameWhatThereIs(Tool tool) {
        List<String> checks =
                tool.healthChecks().stream().map(c -> c.info().id()).toList();
        List<String> runbooks = tool.runbooks().stream().map(r -> r.info().id()).toList();
        List<Exercise> exercises = tool.simulator().orElseThrow().exercises();
        assertThat(exercises).hasSizeGreaterThan(5);
        assertThat(exercises).extracting(Exercise::fault).doesNotHaveDuplicates();
        for (Exercise e : exercises) {
            assertThat(checks).as(e.fault()).containsAll(e.checks());
            assertThat(runbooks).as(e.fault()).containsAll(e.runbooks());
        }
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
