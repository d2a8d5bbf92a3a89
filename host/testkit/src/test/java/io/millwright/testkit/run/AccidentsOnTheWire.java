package io.millwright.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@link AccidentTest} and {@link KillTest} show in memory, with an API server: whatever happens around a run just before or while it writes,
 * what was asked for is done once, or not at all where somebody else is at it. How often it was done is counted on the wire.
 */
@Execution(ExecutionMode.CONCURRENT) // it mostly waits for answers
abstract class AccidentsOnTheWire extends OnTheWire {
    private final Disk disk = new Disk();
    private final Jumping clock = new Jumping();

    AccidentsOnTheWire(Server server) {
        super(server);
    }

    private RunStore store() {
        return new RunStore(folder.resolve("state"), clock, disk::of);
    }

    private FrozenPlan around(Write write) {
        return plan(set("first", "aside", "z", "1"), step(write), set("last", "aside", "b", "2"));
    }

    private RunResult run(FrozenPlan plan) {
        try (Journal journal = store().begin(plan)) {
            return executor(plan, journal, clock, Operator.NOBODY).run("yes");
        }
    }

    private RunResult resume(FrozenPlan plan) {
        RunStore.StoredRun stored = stored(plan);
        try (Journal journal = store().reopen(stored)) {
            return executor(stored.plan(), journal, clock, Operator.NOBODY)
                    .reopened(stored.journal().records())
                    .resume();
        }
    }

    private RunStore.StoredRun stored(FrozenPlan plan) {
        return store().find(plan.planId()).orElseThrow();
    }

    private List<Map<String, Object>> records(FrozenPlan plan) {
        return stored(plan).journal().records();
    }

    /** As soon as the first step has been done. */
    private void once(Runnable accident) {
        String first = "/namespaces/" + namespace() + "/configmaps/aside";
        wire.after(a -> a.writes() && a.target().contains(first), accident);
    }

    private Optional<String> aside(String field) {
        return cluster.view().get(map("aside")).flatMap(o -> o.text("data", field));
    }

    private void endsWell(Write write, RunResult result) {
        assertThat(result.state()).as("%s", result.problem()).isEqualTo(RunState.SUCCEEDED);
        assertThat(done(write)).as("%s", wire.writes(of(write))).hasSize(1);
        assertThat(aside("b")).contains("2");
    }

    @ParameterizedTest
    @EnumSource
    void aClockThatJumpsTenMinutesChangesNothing(Write write) {
        for (int minutes : new int[] {-10, 10}) {
            fresh();
            FrozenPlan plan = around(write);
            once(() -> clock.off = Duration.ofMinutes(minutes));
            endsWell(write, run(plan));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aCopyThatIsDeletedStopsNothing(Write write) {
        FrozenPlan plan = around(write);
        once(() -> cluster.view().list(Kind.CONFIG_MAP, Selector.in(namespace())).stream()
                .filter(c -> c.name().startsWith("millwright-run-"))
                .forEach(c ->
                        cluster.writer().delete(c.ref(Kind.CONFIG_MAP), Action.Propagation.BACKGROUND, Mode.REAL)));
        endsWell(write, run(plan));
    }

    @ParameterizedTest
    @EnumSource
    void aLockThatIsStolenStopsTheRunBeforeTheChange(Write write) {
        FrozenPlan plan = around(write);
        once(() -> cluster.view().list(Kind.LEASE, Selector.in(namespace())).forEach(l -> {
            Resource stolen = RunRig.grace(l);
            cluster.writer()
                    .patch(
                            l.ref(Kind.LEASE),
                            Map.of(
                                    "metadata",
                                    Map.of("annotations", stolen.textMap("metadata", "annotations")),
                                    "spec",
                                    Map.of(
                                            "holderIdentity",
                                            stolen.text("spec", "holderIdentity")
                                                    .orElseThrow())),
                            List.of(),
                            "",
                            Optional.empty(),
                            Mode.REAL);
        }));
        RunResult result = run(plan);
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().why()).contains("taken over by grace on far");
        assertThat(done(write)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aTargetThatIsMadeAnewIsNotGoneOnWith(Write write) {
        FrozenPlan plan = around(write);
        once(() -> {
            cluster.writer().delete(map("web"), Action.Propagation.BACKGROUND, Mode.REAL);
            create(settings("web"));
        });
        RunResult result = run(plan);
        assertThat(result.state()).as("%s", result.problem()).isEqualTo(RunState.FAILED);
        assertThat(done(write)).isEmpty();
        assertThatThrownBy(() -> resume(plan)).hasMessageContaining("made anew by somebody else");
        assertThat(done(write)).isEmpty();
    }

    /** Killed after each record of the step, and as it is about to write each. */
    @ParameterizedTest
    @EnumSource
    void whereverTheRunIsKilledItIsResumedToTheSameEnd(Write write) {
        for (boolean lost : new boolean[] {false, true}) {
            for (int records : recordsOfTheStep(write)) {
                fresh();
                FrozenPlan plan = around(write);
                disk.recordsToLive = records;
                disk.lastRecordLost = lost;
                assertThatThrownBy(() -> run(plan)).isInstanceOf(Disk.Killed.class);
                disk.recordsToLive = -1;
                assertThat(records(plan)).hasSize(lost ? records : records + 1);
                endsWell(write, resume(plan));
                Proof.stands(records(plan));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDiskThatIsFullAtAnyRecordLosesAndRepeatsNothing(Write write) {
        for (int records : recordsOfTheStep(write)) {
            fresh();
            FrozenPlan plan = around(write);
            disk.recordsToFit = records;
            assertThat(stopped(plan)).contains("No space left");
            assertThat(done(write)).hasSizeLessThanOrEqualTo(1);
            disk.recordsToFit = -1;
            endsWell(write, resume(plan));
        }
    }

    private String stopped(FrozenPlan plan) {
        try {
            RunResult result = run(plan);
            assertThat(result.state()).isNotEqualTo(RunState.SUCCEEDED);
            return result.problem().orElseThrow().why();
        } catch (ProblemException full) {
            return full.problem().why();
        }
    }

    /** The process died between the intention and the answer, and its last line was cut in two by that. */
    @ParameterizedTest
    @EnumSource
    void aTornLastLineIsCutOffAndTheChangeDoneOnce(Write write) {
        FrozenPlan plan = killedWithIntent(write);
        rewrite(plan, lines -> {
            List<String> torn = new ArrayList<>(lines);
            String last = torn.removeLast();
            torn.add(last.substring(0, last.length() / 2));
            return torn;
        });
        endsWell(write, resume(plan));
    }

    @ParameterizedTest
    @EnumSource
    void anEditedLineStopsTheResumptionBeforeTheChange(Write write) {
        FrozenPlan plan = killedWithIntent(write);
        rewrite(plan, lines -> {
            List<String> edited = new ArrayList<>(lines);
            edited.set(2, edited.get(2).replaceFirst("\"seq\":", "\"more\":1,\"seq\":"));
            return edited;
        });
        assertThatThrownBy(() -> resume(plan)).isInstanceOf(ProblemException.class);
        assertThat(done(write)).isEmpty();
    }

    /** Dies right after the record of the intention, before anything is sent. */
    private FrozenPlan killedWithIntent(Write write) {
        List<Map<String, Object>> all = undisturbed(write);
        disk.recordsToLive = IntStream.range(0, all.size())
                .filter(i ->
                        isOfTheStep(all.get(i)) && "INTENT".equals(all.get(i).get("type")))
                .findFirst()
                .orElseThrow();
        fresh();
        FrozenPlan plan = around(write);
        assertThatThrownBy(() -> run(plan)).isInstanceOf(Disk.Killed.class);
        disk.recordsToLive = -1;
        assertThat(done(write)).isEmpty();
        return plan;
    }

    /** The indices of what a run that nothing happens to writes about the step. */
    private List<Integer> recordsOfTheStep(Write write) {
        List<Map<String, Object>> all = undisturbed(write);
        List<Integer> of = IntStream.range(0, all.size())
                .filter(i -> isOfTheStep(all.get(i)))
                .boxed()
                .toList();
        assertThat(of).hasSizeGreaterThan(4);
        return of;
    }

    private List<Map<String, Object>> undisturbed(Write write) {
        fresh();
        FrozenPlan plan = around(write);
        endsWell(write, run(plan));
        return records(plan);
    }

    private static boolean isOfTheStep(Map<String, Object> entry) {
        return "one".equals(entry.get("step"));
    }

    private void rewrite(FrozenPlan plan, UnaryOperator<List<String>> change) {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            Path journal = files.filter(
                            f -> f.endsWith("journal.jsonl") && f.toString().contains(plan.planId()))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(journal, String.join("\n", change.apply(Files.readAllLines(journal))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Jumping extends Clock {
        private volatile Duration off = Duration.ZERO;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException("it is in UTC alone");
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(off);
        }
    }
}
