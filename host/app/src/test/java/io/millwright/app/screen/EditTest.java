package io.millwright.app.screen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.app.cli.YamlText;
import io.millwright.app.objects.ObjectsTool;
import io.millwright.app.page.BrowseEffect;
import io.millwright.app.page.BrowseMsg;
import io.millwright.app.page.ObjectAsk;
import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.guardrail.Guardrails;
import io.millwright.engine.inspect.Inspection;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.preview.Preview;
import io.millwright.engine.preview.Previewer;
import io.millwright.sandbox.SandboxOptions;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Risk;
import io.millwright.testkit.sandbox.Town;
import io.millwright.tui.Msg;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** An object goes to an editor, which is a script here, and what was changed becomes a plan: on a sandbox. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditTest {
    private final Town town = new Town(ObjectsTool.INSTANCE, SandboxOptions.test("town", "empty", List.of()));

    @AfterAll
    void close() {
        town.close();
    }

    private Inspection look(BrowseRunner runner, String name) throws InterruptedException {
        List<Msg> said = new ArrayList<>();
        runner.run(new BrowseEffect.Look(1, new ObjectAsk("town", "configmaps", "default", name)), said::add);
        return ((BrowseMsg.Looked) said.getFirst()).answer().value().orElseThrow();
    }

    private BrowseRunner runner(Path folder, String script) throws IOException {
        Path editor = Files.writeString(folder.resolve("editor"), "#!/bin/sh\n" + script + "\n");
        assertThat(editor.toFile().setExecutable(true)).isTrue();
        return new BrowseRunner(
                _ -> town.connection(),
                Optional.empty(),
                Clock.systemUTC(),
                BrowseRunner.editor(Map.of("EDITOR", editor.toString(), "KUBE_EDITOR", editor + " --wait")),
                new PodRunner(_ -> town.connection(), Clock.systemUTC(), Optional.empty(), (_, work) -> {
                    throw new AssertionError(work);
                }),
                new OwnFiles(Path.of("nowhere")),
                () -> Guardrails.NONE,
                Optional.empty());
    }

    /** Gives the object to the editor, as the screen does with the terminal; the file that it left. */
    private String edited(BrowseRunner runner, Inspection seen) throws IOException, InterruptedException {
        List<Msg> said = new ArrayList<>();
        runner.run(
                new BrowseEffect.Keep(
                        1, seen.object().name(), YamlText.write(seen.object().content())),
                said::add);
        BrowseMsg.Draft draft =
                ((BrowseMsg.Kept) said.getFirst()).answer().value().orElseThrow();
        assertThat(draft.editor()).hasSize(3).contains("--wait").endsWith(draft.file());
        Process child = new ProcessBuilder(draft.editor()).start();
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
        return draft.file();
    }

    private FrozenPlan plan(Inspection seen, String file) {
        Instance target = ObjectsTool.target("town", Kind.CONFIG_MAP, seen.object());
        return town.plan("edit", Optional.of(target), "default", Map.of("file", file));
    }

    private void make(String name, Map<String, String> annotations) {
        town.create(
                Kind.CONFIG_MAP,
                Resource.of(Kind.CONFIG_MAP, "default", name, Map.of("data", Map.of("size", "one")))
                        .with(annotations, "metadata", "annotations"));
    }

    @Test
    void whatWasWrittenInTheEditorIsTriedOnTheServerAndShownAsADifference(@TempDir Path folder) throws Exception {
        make("owned", Map.of("meta.helm.sh/release-name", "shop"));
        BrowseRunner runner = runner(folder, "sed -i 's/size: .*/size: two/' \"$2\"");
        Inspection seen = look(runner, "owned");
        FrozenPlan plan = plan(seen, edited(runner, seen));

        Preview preview = new Previewer(
                        town.connection(),
                        new CheckEvaluator(town.connection().view(), town.connection()::helm, Map.of()))
                .preview(plan);
        assertThat(preview.steps().getFirst().changes().getFirst().diff())
                .anyMatch(l -> l.startsWith("-") && l.contains("one"))
                .anyMatch(l -> l.startsWith("+") && l.contains("two"));
        assertThat(plan.plan().risks()).extracting(Risk::title).containsExactly("It belongs to Helm release shop");
        assertThat(text("owned")).as("nothing is changed by a plan").isEqualTo("one");
        assertThat(town.run(plan).problem()).isEmpty();
        assertThat(text("owned")).isEqualTo("two");
    }

    private String text(String name) {
        return town.view()
                .get(ObjectRef.of(Kind.CONFIG_MAP, "default", name))
                .flatMap(m -> m.text("data", "size"))
                .orElse("");
    }

    @Test
    void whatSomebodyElseChangedWhileItWasEditedIsNotOverwritten(@TempDir Path folder) throws Exception {
        make("shared", Map.of());
        BrowseRunner runner = runner(folder, "sed -i 's/size: .*/size: two/' \"$2\"");
        Inspection seen = look(runner, "shared");
        String file = edited(runner, seen);
        town.change(ObjectRef.of(Kind.CONFIG_MAP, "default", "shared"), m -> m.with("three", "data", "size"));
        assertThatThrownBy(() -> plan(seen, file)).hasMessageContaining("changed meanwhile by somebody else");
        assertThat(text("shared")).isEqualTo("three");
    }

    @Test
    void anEditorThatIsLeftWithoutAChangeMakesNoPlan(@TempDir Path folder) throws Exception {
        make("same", Map.of());
        BrowseRunner runner = runner(folder, "true");
        Inspection seen = look(runner, "same");
        String file = edited(runner, seen);
        assertThatThrownBy(() -> plan(seen, file)).hasMessageContaining("nothing in the file differs");
    }

    @Test
    void aFileThatIsNoObjectAnyMoreIsRefused(@TempDir Path folder) throws Exception {
        make("broken", Map.of());
        BrowseRunner runner = runner(folder, "echo 'a: [' > \"$2\"");
        Inspection seen = look(runner, "broken");
        String file = edited(runner, seen);
        assertThatThrownBy(() -> plan(seen, file)).hasMessageContaining("neither YAML nor JSON");
    }
}
