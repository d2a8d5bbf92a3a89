package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.TARGET;
import static io.millwright.testkit.run.RunRig.set;
import static io.millwright.testkit.run.RunRig.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.engine.run.UndoPreview;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Selector;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.FakeCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private static Step create() {
        ObjectRef made = ObjectRef.of(Kind.CONFIG_MAP, "db", "new");
        return step(new Action.Create(settings("new", Map.of("x", "1"))), new Check.Exists(made));
    }

    private static void taken(RunRig rig) {
        Kind leases = Kind.LEASE;
        rig.cluster.list(leases, Selector.in("db")).forEach(l -> rig.cluster.change(l.ref(leases), RunRig::grace));
    }

    /** No condition can bind a creation, so that the lock is asked for right before it, however fresh it seems. */
    @Test
    void aLockThatIsTakenAfterTheIntentIsSeenBeforeACreation() {
        RunRig rig = new RunRig(folder.resolve("a"));
        FrozenPlan plan = rig.plan(create());
        rig.connection = new Between(rig.cluster) {
            @Override
            <T> T write(String verb, ObjectRef object, Supplier<T> send) {
                if (object.name().startsWith("millwright-run")
                        && rig.types(plan).contains("INTENT")) {
                    taken(rig);
                }
                return send.get();
            }
        };
        RunResult result = run(rig, plan);
        assertThat(result.problem().orElseThrow().why()).contains("was taken over by grace");
        assertThat(rig.cluster.get(ObjectRef.of(Kind.CONFIG_MAP, "db", "new"))).isEmpty();
    }

    /** It can't be kept from the cluster; it isn't taken for a success either, and what it made is known to the undo. */
    @Test
    void aCreationThatCameTooLateIsNoSuccess() {
        RunRig rig = new RunRig(folder.resolve("a"));
        rig.connection = new Asleep(rig.cluster, () -> {
            rig.sleep(Duration.ofMinutes(10));
            taken(rig);
        });
        FrozenPlan plan = rig.plan(create());
        RunResult result = run(rig, plan);
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().why())
                .contains("was taken over by grace", "perhaps before ConfigMap db/new was created");
        assertThat(UndoPreview.of(plan, rig.stored(plan).journal().records(), rig.cluster))
                .singleElement()
                .satisfies(l -> assertThat(l.drifted()).isEmpty());
    }

    /** The clock by which waits are measured stands still in a machine that is suspended: the lock looked renewed a moment ago. */
    @Test
    void aMachineThatWakesUpAndReachesNobodyForItsLockChangesNothing() {
        RunRig rig = new RunRig(folder.resolve("a"));
        boolean[] awake = {false};
        rig.connection = new Between(rig.cluster) {
            @Override
            <T> T write(String verb, ObjectRef object, Supplier<T> send) {
                if (awake[0] && object.kind().kind().equals("Lease")) {
                    throw new ProblemException(new Problem(
                            Problem.Kind.CLUSTER,
                            "renew",
                            "eu-1",
                            "no route to host",
                            "Wait.",
                            Optional.of("connection")));
                }
                return send.get();
            }
        };
        Step wait = Step.await(
                "wait", "Wait", "because", Check.fieldIs(TARGET, "now", "data", "b"), Duration.ofSeconds(30));
        rig.meanwhile = () -> {
            rig.suspend(Duration.ofHours(1));
            awake[0] = true;
            rig.cluster.change(TARGET, o -> o.with("now", "data", "b"));
        };
        RunResult result = run(rig, rig.plan(wait, set("one", "a", "2")));
        assertThat(result.problem().orElseThrow().why()).contains("could not be renewed", "no route to host");
        assertThat(rig.data("a")).isEqualTo("1");
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
