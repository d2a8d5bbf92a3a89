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

    private static BrowseMsg.Draft kept(BrowseRunner runner, Inspection seen) throws InterruptedException {
        List<Msg> said = new ArrayList<>();
        runner.run(
                new BrowseEffect.Keep(
                        1, seen.object().name(), YamlText.write(seen.object().content())),
                said::add);
        return ((BrowseMsg.Kept) said.getFirst()).answer().value().orElseThrow();
    }

    /** Opens the editor, as the screen does with the terminal; what it left. */
    private static BrowseMsg.Draft edited(BrowseRunner runner, BrowseMsg.Draft draft)
            throws IOException, InterruptedException {
        assertThat(draft.editor()).hasSize(3).contains("--wait").endsWith(draft.file());
        Process child = new ProcessBuilder(draft.editor()).start();
        assertThat(child.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(child.exitValue()).isZero();
        List<Msg> said = new ArrayList<>();
        runner.run(new BrowseEffect.LookAtDraft(1, draft), said::add);
        return ((BrowseMsg.Edited) said.getFirst()).answer().value().orElseThrow();
    }

    private static String edited(BrowseRunner runner, Inspection seen) throws IOException, InterruptedException {
        BrowseMsg.Draft draft = edited(runner, kept(runner, seen));
        assertThat(draft.state()).isEqualTo(BrowseMsg.Draft.State.READABLE);
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
        assertThatThrownBy(() -> plan(seen, file))
                .hasMessageContaining("somebody else has changed data.size meanwhile");
        assertThat(text("shared")).isEqualTo("three");
    }

    /** A controller writes to what is being edited all the time; none of that is lost, and neither is what was written. */
    @Test
    void whatOthersChangedElsewhereMeanwhileStays(@TempDir Path folder) throws Exception {
        make("busy", Map.of());
        BrowseRunner runner = runner(folder, "sed -i 's/size: .*/size: two/' \"$2\"");
        Inspection seen = look(runner, "busy");
        String file = edited(runner, seen);
        town.change(ObjectRef.of(Kind.CONFIG_MAP, "default", "busy"), m -> m.with("oak", "data", "wood"));
        assertThat(town.run(plan(seen, file)).problem()).isEmpty();
        assertThat(text("busy")).isEqualTo("two");
        assertThat(town.view()
                        .get(ObjectRef.of(Kind.CONFIG_MAP, "default", "busy"))
                        .flatMap(m -> m.text("data", "wood")))
                .contains("oak");
    }

    @Test
    void anEditorThatIsLeftWithoutAChangeMakesNoPlan(@TempDir Path folder) throws Exception {
        make("same", Map.of());
        BrowseRunner runner = runner(folder, "true");
        Inspection seen = look(runner, "same");
        BrowseMsg.Draft draft = edited(runner, kept(runner, seen));
        assertThat(draft.state()).isEqualTo(BrowseMsg.Draft.State.UNCHANGED);
        assertThatThrownBy(() -> plan(seen, draft.file())).hasMessageContaining("nothing in the file differs");
    }

    @Test
    void aFileThatIsNoObjectAnyMoreGetsTheReasonOnTopAndKeepsWhatWasWritten(@TempDir Path folder) throws Exception {
        make("broken", Map.of());
        BrowseRunner runner = runner(folder, "printf 'kind: ConfigMap\\na: b: c\\n' > \"$2\"");
        Inspection seen = look(runner, "broken");
        BrowseMsg.Draft draft = edited(runner, kept(runner, seen));
        assertThat(draft.state()).isEqualTo(BrowseMsg.Draft.State.BROKEN);
        assertThat(Files.readString(Path.of(draft.file())))
                .startsWith("# millwright: this can't be read as YAML: line 2: ")
                .endsWith("\nkind: ConfigMap\na: b: c\n");
        assertThatThrownBy(() -> plan(seen, draft.file())).hasMessageContaining("neither YAML nor JSON");
        // Once more as bad: one reason, not two.
        assertThat(Files.readString(Path.of(edited(runner, draft).file()))
                        .lines()
                        .filter(l -> l.startsWith("#")))
                .hasSize(1);
        BrowseRunner given = runner(folder, "true");
        assertThat(edited(given, draft(draft, Files.readString(Path.of(draft.file()))))
                        .state())
                .as("who gives up isn't asked for ever")
                .isEqualTo(BrowseMsg.Draft.State.UNCHANGED);
    }

    private static BrowseMsg.Draft draft(BrowseMsg.Draft like, String text) {
        return new BrowseMsg.Draft(like.file(), like.editor(), like.state(), text);
    }

    @Test
    void aMendedFileGoesOn(@TempDir Path folder) throws Exception {
        make("mended", Map.of());
        BrowseRunner runner = runner(folder, "sed -i 's/size: .*/size: a: b/' \"$2\"");
        Inspection seen = look(runner, "mended");
        BrowseMsg.Draft broken = edited(runner, kept(runner, seen));
        BrowseRunner second = runner(folder, "sed -i 's/size: .*/size: two/' \"$2\"");
        BrowseMsg.Draft mended = edited(second, broken);
        assertThat(mended.state()).isEqualTo(BrowseMsg.Draft.State.READABLE);
        assertThat(town.run(plan(seen, mended.file())).problem()).isEmpty();
        assertThat(text("mended")).isEqualTo("two");
    }
}
