package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.TARGET;
import static io.millwright.testkit.run.RunRig.set;
import static io.millwright.testkit.run.RunRig.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.engine.run.StepState;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that is killed after any of its records ends, once it is resumed, as if it had not been; nothing that must not happen twice does. */
class KillTest {
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "web-0");
    private static final ObjectRef NEW = ObjectRef.of(Kind.CONFIG_MAP, "db", "new");

    @TempDir
    private Path folder;

    private RunRig rig(int number) throws java.io.IOException {
        RunRig rig = new RunRig(Files.createDirectory(folder.resolve("state-" + number)));
        rig.cluster.put(Resource.of(Kind.POD, "db", "web-0", Map.of()));
        return rig;
    }

    /** A step of each effect: absolute values, an object that is found again, several at once, and one that must not be repeated. */
    private static List<Step> steps(Check done) {
        return List.of(
                set("one", "a", "2"),
                Step.change(
                                "make",
                                "Create new",
                                "because",
                                new Action.Create(settings("new", Map.of("x", "1"))),
                                new Check.Exists(NEW),
                                Undo.EXACT,
                                Duration.ofSeconds(30))
                        // Holds before it only: what was begun must be looked for first.
                        .before(new Check.Absent(NEW)),
                Step.change(
                                "each",
                                "Both",
                                "because",
                                new Action.ForEach(List.of(set("each-b", "b", "3"), set("each-c", "c", "4")), 2),
                                Check.fieldIs(TARGET, "4", "data", "c"),
                                Undo.EXACT,
                                Duration.ofSeconds(30))
                        .probe(Check.Never.INSTANCE),
                Step.change(
                                "unsafe",
                                "Run it",
                                "because",
                                new Action.Exec(POD, "main", List.of("seal")),
                                new Check.Exists(POD),
                                new Undo.None("a test"),
                                Duration.ofSeconds(30))
                        .probe(done),
                set("last", "d", "5"));
    }

    private static FrozenPlan plan(RunRig rig, Check done) {
        return rig.plan(steps(done).toArray(Step[]::new));
    }

    private static RunResult run(RunRig rig, FrozenPlan plan) {
        try (Journal journal = rig.begin(plan)) {
            return rig.executor(plan, journal).run("yes");
        }
    }

    private static RunResult resume(RunRig rig, FrozenPlan plan) {
        try (Journal journal = rig.reopen(plan)) {
            return rig.reopened(plan, journal).resume();
        }
    }

    private static long unsafe(RunRig rig) {
        return rig.cluster.writes().stream()
                .filter(w -> w.verb().equals("exec"))
                .count();
    }

    private static Map<String, String> content(RunRig rig) {
        return Map.of(
                "a", rig.data("a"),
                "b", rig.data("b"),
                "c", rig.data("c"),
                "d", rig.data("d"),
                "new", rig.cluster.get(NEW).flatMap(o -> o.text("data", "x")).orElse("absent"));
    }

    private static final Map<String, String> WANTED = Map.of("a", "2", "b", "3", "c", "4", "d", "5", "new", "1");

    private int records() throws java.io.IOException {
        RunRig rig = rig(0);
        FrozenPlan plan = plan(rig, Check.Never.INSTANCE);
        assertThat(run(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(content(rig)).isEqualTo(WANTED);
        return rig.types(plan).size();
    }

    @Test
    void afterEachRecordTheRunIsResumedToTheSameEnd() throws Exception {
        isResumedToTheSameEnd(false);
    }

    /** What was done right before is told by nothing but the world. */
    @Test
    void beforeEachRecordIsWrittenTheRunIsResumedToTheSameEnd() throws Exception {
        isResumedToTheSameEnd(true);
    }

    private void isResumedToTheSameEnd(boolean recordLost) throws Exception {
        int records = records();
        List<String> asked = new ArrayList<>();
        for (int kill = 1; kill < records; kill++) {
            RunRig rig = rig(kill);
            FrozenPlan plan = plan(rig, Check.Never.INSTANCE);
            rig.disk.recordsToLive = kill - 1;
            rig.disk.lastRecordLost = recordLost;
            assertThatThrownBy(() -> run(rig, plan)).isInstanceOf(Disk.Killed.class);
            rig.disk.recordsToLive = -1;
            assertThat(rig.types(plan)).hasSize(recordLost ? kill - 1 : kill);
            if (!rig.types(plan).contains("APPROVAL")) {
                assertThatThrownBy(() -> resume(rig, plan)).isInstanceOf(ProblemException.class);
                assertThat(rig.cluster.writes()).isEmpty();
                continue;
            }
            long before = unsafe(rig);
            RunResult result = resume(rig, plan);
            if (result.state() == RunState.FAILED) {
                // Begun, and nobody can tell: it stops there and never repeats it by itself.
                assertThat(result.steps()).containsEntry("unsafe", StepState.IN_DOUBT);
                assertThat(unsafe(rig)).isEqualTo(before);
                rig.operator = saying(before == 1 ? "done" : "not-done");
                result = resume(rig, plan);
                asked.add("record " + kill);
            }
            assertThat(result.state()).as("killed after record %d", kill).isEqualTo(RunState.SUCCEEDED);
            assertThat(content(rig)).as("killed after record %d", kill).isEqualTo(WANTED);
            assertThat(unsafe(rig)).as("killed after record %d", kill).isEqualTo(1);
            Proof.stands(rig.stored(plan).journal().records());
        }
        assertThat(asked)
                .as("of %d kills, those that had to be asked about", records - 1)
                .hasSizeBetween(1, 3);
    }

    @Test
    void aProbeThatTellsMakesTheQuestionNeedless() throws Exception {
        int records = records();
        for (int kill = 7; kill < records; kill++) {
            RunRig rig = rig(1000 + kill);
            // The program leaves a mark, as a careful plugin's probe would look for.
            rig.cluster.whenWritten(w -> {
                if (w.verb().equals("exec")) {
                    rig.cluster.change(POD, p -> p.with("yes", "metadata", "annotations", "sealed"));
                }
            });
            FrozenPlan plan = plan(rig, Check.fieldIs(POD, "yes", "metadata", "annotations", "sealed"));
            rig.disk.recordsToLive = kill - 1;
            assertThatThrownBy(() -> run(rig, plan)).isInstanceOf(Disk.Killed.class);
            rig.disk.recordsToLive = -1;
            if (unsafe(rig) == 1) {
                assertThat(resume(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
                assertThat(unsafe(rig)).isEqualTo(1);
            }
        }
    }

    @Test
    void whatARunChangedBeforeAndAfterTheKillIsTakenBackAlike() throws Exception {
        boolean killed = true;
        for (int kill = 7; killed; kill++) {
            RunRig rig = rig(kill);
            FrozenPlan plan = rig.plan(set("one", "a", "2"), set("two", "b", "3"), RunRig.stuck());
            rig.disk.recordsToLive = kill - 1;
            killed = false;
            try {
                assertThat(run(rig, plan).state()).isEqualTo(RunState.FAILED);
            } catch (Disk.Killed e) {
                killed = true;
                rig.disk.recordsToLive = -1;
                assertThat(resume(rig, plan).state()).isEqualTo(RunState.FAILED);
            }
            rig.disk.recordsToLive = -1;
            try (Journal journal = rig.reopen(plan)) {
                assertThat(rig.reopened(plan, journal).undo().state()).isEqualTo(RunState.ROLLED_BACK);
            }
            assertThat(rig.data("a") + rig.data("b"))
                    .as("killed after record %d", kill)
                    .isEqualTo("11");
        }
    }

    private static Operator saying(String answer) {
        return new Operator() {
            @Override
            public Optional<String> confirm(String question, String phrase) {
                return Optional.empty();
            }

            @Override
            public Optional<String> ask(Parameter parameter) {
                return Optional.of(answer);
            }

            @Override
            public boolean present() {
                return true;
            }

            @Override
            public void show(String what, String text) {
                throw new AssertionError("nothing is shown here");
            }
        };
    }
}
