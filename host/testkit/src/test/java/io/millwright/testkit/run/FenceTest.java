package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.TARGET;
import static io.millwright.testkit.run.RunRig.set;
import static io.millwright.testkit.run.RunRig.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.FakeCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A process that sleeps right before its write, and has lost its lock when it wakes up, writes nothing. */
class FenceTest {
    @TempDir
    private Path folder;

    /** Once, right before a write to the target, something happens that the writer doesn't notice. */
    private static final class Asleep extends Between {
        private final Runnable meanwhile;
        private boolean slept;

        Asleep(FakeCluster cluster, Runnable meanwhile) {
            super(cluster);
            this.meanwhile = meanwhile;
        }

        @Override
        <T> T write(String verb, ObjectRef object, Supplier<T> send) {
            if (!slept && !isBookkeeping(object)) {
                slept = true;
                meanwhile.run();
            }
            return send.get();
        }
    }

    private static RunResult run(RunRig rig, FrozenPlan plan) {
        try (Journal journal = rig.begin(plan)) {
            return rig.executor(plan, journal).run("yes");
        }
    }

    private static Step step(Action action, Check done) {
        return Step.change("one", "Change it", "because", action, done, Undo.EXACT, Duration.ofSeconds(30));
    }

    static Stream<Step> writes() {
        return Stream.of(
                set("one", "a", "2"),
                step(
                        new Action.Apply(List.of(settings("web", Map.of("a", "2"))), false),
                        Check.fieldIs(TARGET, "2", "data", "a")),
                step(
                        new Action.Annotate(TARGET, Map.of("again", "r0")),
                        Check.fieldIs(TARGET, "r0", "metadata", "annotations", "again")),
                step(new Action.Scale(TARGET, 5), Check.fieldIs(TARGET, "5", "spec", "replicas")));
    }

    @ParameterizedTest
    @MethodSource("writes")
    void aHolderThatSleptAndLostItsLockIsRefusedByTheServerItself(Step step) {
        RunRig here = new RunRig(folder.resolve("a"));
        RunRig there = here.elsewhere(folder.resolve("b"));
        here.connection = new Asleep(here.cluster, () -> {
            here.sleep(Duration.ofMinutes(10));
            assertThat(run(there, there.plan(set("other", "b", "9"))).state()).isEqualTo(RunState.SUCCEEDED);
        });
        RunResult result = run(here, here.plan(step));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().why()).contains("lock");
        assertThat(here.data("a") + here.data("b")).isEqualTo("19");
        assertThat(here.cluster.get(TARGET).orElseThrow().at("metadata", "annotations"))
                .isEmpty();
        assertThat(here.cluster.get(TARGET).orElseThrow().at("spec")).isEmpty();
    }

    @Test
    void aTargetThatWasMadeAnewDuringTheSleepIsNotDeleted() {
        RunRig rig = new RunRig(folder.resolve("a"));
        rig.connection = new Asleep(
                rig.cluster,
                () -> rig.cluster
                        .remove(TARGET)
                        .put(settings("web", Map.of("a", "new")).with("another", "metadata", "uid")));
        RunResult result = run(
                rig,
                rig.plan(step(new Action.Delete(TARGET, Action.Propagation.BACKGROUND), new Check.Absent(TARGET))));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(rig.data("a")).isEqualTo("new");
    }

    @Test
    void aControllersWriteInBetweenIsNoConflict() {
        RunRig rig = new RunRig(folder.resolve("a"));
        rig.connection =
                new Asleep(rig.cluster, () -> rig.cluster.change(TARGET, o -> o.with("seen", "status", "phase")));
        assertThat(run(rig, rig.plan(set("one", "a", "2"))).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.data("a")).isEqualTo("2");
    }
}
