package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.TARGET;
import static io.millwright.testkit.run.RunRig.set;
import static io.millwright.testkit.run.RunRig.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Kind;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens around a run just before a step that changes something, for every way to change something: nothing is lost, nothing done twice. */
class AccidentTest {
    @TempDir
    private Path folder;

    private RunRig rig(String name) {
        return EveryChange.rig(folder.resolve(name));
    }

    private static FrozenPlan plan(RunRig rig, EveryChange change) {
        return rig.plan(set("first", "z", "1"), change.step(rig), set("last", "b", "2"));
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

    private static void once(RunRig rig, Runnable accident) {
        boolean[] happened = {false};
        rig.cluster.whenWritten(w -> {
            if (!happened[0] && !Between.isBookkeeping(w.object())) {
                happened[0] = true;
                accident.run();
            }
        });
    }

    private static void endsWell(RunRig rig, EveryChange change, RunResult result) {
        assertThat(result.state()).as("%s", result.problem()).isEqualTo(RunState.SUCCEEDED);
        assertThat(change.effects(rig)).isEqualTo(1);
        assertThat(rig.data("b")).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatJumpsTenMinutesChangesNothing(EveryChange change) {
        for (int minutes : new int[] {-10, 10}) {
            RunRig rig = rig("clock" + minutes);
            once(rig, () -> rig.cluster.advance(Duration.ofMinutes(minutes)));
            endsWell(rig, change, run(rig, plan(rig, change)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCopyThatIsDeletedStopsNothing(EveryChange change) {
        RunRig rig = rig("copy");
        once(
                rig,
                () -> rig.cluster.list(Kind.CONFIG_MAP, Selector.in("db")).stream()
                        .filter(c -> c.name().startsWith("millwright-run-"))
                        .forEach(c -> rig.cluster.remove(c.ref(Kind.CONFIG_MAP).anyIncarnation())));
        endsWell(rig, change, run(rig, plan(rig, change)));
    }

    @ParameterizedTest
    @EnumSource
    void aLockThatIsStolenStopsTheRunBeforeTheChange(EveryChange change) {
        RunRig rig = rig("lock");
        once(
                rig,
                () -> rig.cluster.list(Kind.LEASE, Selector.in("db")).stream()
                        .forEach(l -> rig.cluster.change(l.ref(Kind.LEASE).anyIncarnation(), RunRig::grace)));
        RunResult result = run(rig, plan(rig, change));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().why()).contains("taken over by grace on far");
        assertThat(change.effects(rig)).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aTargetThatIsMadeAnewIsNotGoneOnWith(EveryChange change) {
        RunRig rig = rig("anew");
        FrozenPlan plan = plan(rig, change);
        once(
                rig,
                () -> rig.cluster
                        .remove(TARGET)
                        .put(settings("web", Map.of("a", "1", "b", "1", "z", "1"))
                                .with("another", "metadata", "uid")));
        RunResult result = run(rig, plan);
        assertThat(result.state()).as("%s", result.problem()).isEqualTo(RunState.FAILED);
        assertThat(change.effects(rig)).isZero();
        assertThatThrownBy(() -> resume(rig, plan)).hasMessageContaining("made anew by somebody else");
        assertThat(change.effects(rig)).isZero();
    }

    /** The disk is full after each number of records that a run has: the change is done at most once, and once room was made, once. */
    @ParameterizedTest
    @EnumSource
    void aDiskThatIsFullAtAnyRecordLosesAndRepeatsNothing(EveryChange change) {
        int stops = 0;
        for (int records = 1; ; records++) {
            RunRig rig = rig("disk" + records);
            FrozenPlan plan = plan(rig, change);
            rig.disk.recordsToFit = records;
            try {
                if (run(rig, plan).state() == RunState.SUCCEEDED && rig.disk.recordsToFit >= 0) {
                    assertThat(stops).isGreaterThan(10);
                    return;
                }
            } catch (ProblemException full) {
                assertThat(full.problem().why()).contains("No space left");
            }
            stops++;
            assertThat(change.effects(rig)).isLessThanOrEqualTo(1);
            rig.disk.recordsToFit = -1;
            rig.operator = FaultTest.knowing(change.effects(rig) == 1);
            List<String> written = rig.types(plan);
            if (!written.contains("APPROVAL") || written.contains("RUN_CLOSED")) {
                // Not begun, or over.
                assertThat(change.effects(rig)).isEqualTo(written.contains("RUN_CLOSED") ? 1 : 0);
                continue;
            }
            endsWell(rig, change, resume(rig, plan));
        }
    }

    /** The process died between the intention and the answer, and its last line was cut in two by that. */
    @ParameterizedTest
    @EnumSource
    void aTornLastLineIsCutOffAndTheChangeDoneOnce(EveryChange change) {
        RunRig rig = rig("torn");
        FrozenPlan plan = killedWithIntent(rig, change);
        rewrite("torn", lines -> {
            List<String> torn = new ArrayList<>(lines);
            String last = torn.removeLast();
            torn.add(last.substring(0, last.length() / 2));
            return torn;
        });
        rig.operator = FaultTest.knowing(false);
        endsWell(rig, change, resume(rig, plan));
    }

    @ParameterizedTest
    @EnumSource
    void anEditedLineStopsTheResumptionBeforeTheChange(EveryChange change) {
        RunRig rig = rig("edited");
        FrozenPlan plan = killedWithIntent(rig, change);
        rewrite("edited", lines -> {
            List<String> edited = new ArrayList<>(lines);
            edited.set(2, edited.get(2).replaceFirst("\"seq\":", "\"more\":1,\"seq\":"));
            return edited;
        });
        assertThatThrownBy(() -> resume(rig, plan)).isInstanceOf(ProblemException.class);
        assertThat(change.effects(rig)).isZero();
    }

    /** Dies right after the record of the intention, before anything is sent. */
    private FrozenPlan killedWithIntent(RunRig rig, EveryChange change) {
        RunRig undisturbed = rig("undisturbed");
        FrozenPlan whole = plan(undisturbed, change);
        assertThat(run(undisturbed, whole).state()).isEqualTo(RunState.SUCCEEDED);
        List<String> types = undisturbed.types(whole);
        int first = types.indexOf("INTENT");
        rig.disk.recordsToLive =
                first + 1 + types.subList(first + 1, types.size()).indexOf("INTENT");
        FrozenPlan plan = plan(rig, change);
        assertThatThrownBy(() -> run(rig, plan)).isInstanceOf(Disk.Killed.class);
        rig.disk.recordsToLive = -1;
        assertThat(rig.types(plan).getLast()).isEqualTo("INTENT");
        assertThat(change.effects(rig)).isZero();
        return plan;
    }

    private void rewrite(String name, UnaryOperator<List<String>> change) {
        try (Stream<Path> files = Files.walk(folder.resolve(name))) {
            Path journal =
                    files.filter(f -> f.endsWith("journal.jsonl")).findFirst().orElseThrow();
            Files.writeString(journal, String.join("\n", change.apply(Files.readAllLines(journal))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
