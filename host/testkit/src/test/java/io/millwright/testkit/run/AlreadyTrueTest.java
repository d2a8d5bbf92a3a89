package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.TARGET;
import static io.millwright.testkit.run.RunRig.set;
import static io.millwright.testkit.run.RunRig.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.preview.Preview;
import io.millwright.engine.preview.Previewer;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of which steps a preview says that they would be skipped; {@code web} has {@code a} and {@code b} at 1. */
class AlreadyTrueTest {
    private static final ObjectRef DRILL = ObjectRef.of(Kind.CONFIG_MAP, "db", "drill");

    @TempDir
    private Path folder;

    private List<String> skipped(Step... steps) {
        RunRig rig = new RunRig(folder);
        return new Previewer(rig.cluster, new CheckEvaluator(rig.cluster, rig.cluster::helm, Map.of()))
                .preview(rig.plan(steps)).steps().stream()
                        .filter(Preview.StepPreview::alreadyTrue)
                        .map(s -> s.step().id())
                        .toList();
    }

    private static Step step(String id, Action action, Check done) {
        return Step.change(id, id, "because", action, done, new Undo.None("a test"), Duration.ofSeconds(30));
    }

    private static Step create() {
        return step("create", new Action.Create(settings("drill", Map.of())), new Check.Exists(DRILL));
    }

    private static Step delete() {
        return step("delete", new Action.Delete(DRILL, Action.Propagation.BACKGROUND), new Check.Absent(DRILL));
    }

    @Test
    void whatIsMadeBeforeIsDeletedAfterwards() {
        assertThat(skipped(create(), delete())).isEmpty();
        assertThat(skipped(delete())).containsExactly("delete");
        assertThat(skipped(delete(), create())).containsExactly("delete");
    }

    @Test
    void aFieldThatIsSetOnTheWayIsSetBackAndOthersAreSkipped() {
        assertThat(skipped(set("away", "a", "2"), set("other", "b", "1"), set("back", "a", "1")))
                .containsExactly("other");
        assertThat(skipped(set("same", "a", "1"), set("again", "a", "1"))).containsExactly("same", "again");
    }

    @Test
    void aWholeObjectHoldsAllItsFields() {
        Step drop = step("drop", new Action.Delete(TARGET, Action.Propagation.BACKGROUND), new Check.Absent(TARGET));
        Step many = step(
                "many", new Action.ForEach(List.of(set("each", "a", "1")), 1), Check.fieldIs(TARGET, "1", "data", "a"));
        assertThat(skipped(drop, set("later", "a", "1"), many)).isEmpty();
        assertThat(skipped(
                        step(
                                "note",
                                new Action.Annotate(TARGET, Map.of("example.org/x", "1")),
                                Check.fieldIs(TARGET, "1", "metadata", "annotations", "example.org/x")),
                        many))
                .containsExactly("many");
    }
}
