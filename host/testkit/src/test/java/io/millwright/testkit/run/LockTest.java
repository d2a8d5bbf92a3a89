package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.set;
import static io.millwright.testkit.run.RunRig.stuck;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Danger;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.testkit.Answering;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One run at a time changes an instance, whoever began it and wherever. */
class LockTest {
    @TempDir
    private Path folder;

    private RunRig rig() {
        return new RunRig(folder);
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

    private static Resource lease(RunRig rig) {
        return rig.cluster.list(Kind.LEASE, Selector.in("db")).getFirst();
    }

    private static ObjectRef ref(RunRig rig) {
        return lease(rig).ref(Kind.LEASE).anyIncarnation();
    }

    private static Optional<String> holder(RunRig rig) {
        return lease(rig).text("spec", "holderIdentity");
    }

    /** As if another operator's machine had taken the lock, whoever had it. */
    private static void takenByOther(RunRig rig) {
        rig.cluster.change(
                ref(rig),
                l -> l.with("grace@far/other", "spec", "holderIdentity")
                        .with(l.number("spec", "leaseTransitions").orElse(0L) + 1, "spec", "leaseTransitions")
                        .with("other", "metadata", "annotations", "millwright.io/lock-id")
                        .with("far", "metadata", "annotations", "millwright.io/lock-host")
                        .with("grace", "metadata", "annotations", "millwright.io/lock-by"));
    }

    /** A cluster where another holds the lock of the target; that one renews it at each look when it is alive. */
    private RunRig heldByOther(boolean alive) {
        RunRig rig = rig();
        run(rig, rig.plan(set("zero", "z", "1")));
        takenByOther(rig);
        if (alive) {
            rig.meanwhile = () -> rig.cluster.change(ref(rig), l -> l.with("now", "spec", "renewTime"));
        }
        return rig;
    }

    @Test
    void aRunHoldsTheLockWhileItWorksAndGivesItBack() {
        RunRig rig = rig();
        FrozenPlan plan = rig.plan(set("one", "a", "2"));
        rig.cluster.whenWritten(w -> assertThat(holder(rig)).isPresent());
        assertThat(run(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(holder(rig)).isEmpty();
        assertThat(rig.types(plan)).contains("LOCK_ACQUIRED", "LOCK_RELEASED");
    }

    @Test
    void aLockIsTakenAgainWithAHigherEpoch() {
        RunRig rig = rig();
        run(rig, rig.plan(set("one", "a", "2")));
        run(rig, rig.plan(set("two", "a", "3")));
        assertThat(lease(rig).number("spec", "leaseTransitions")).contains(2L);
    }

    @Test
    void whileAnotherHoldsItNothingIsChangedAndTheOtherIsNamed() {
        RunRig rig = heldByOther(true);
        RunResult result = run(rig, rig.plan(set("one", "a", "2")));
        assertThat(result.state()).isEqualTo(RunState.CANCELLED);
        assertThat(result.problem().orElseThrow().why()).contains("grace on far");
        assertThat(result.problem().orElseThrow().next()).contains("other");
        assertThat(rig.data("a")).isEqualTo("1");
    }

    @Test
    void aHolderThatDoesNotRenewLosesItAfterItsDuration() {
        RunRig rig = heldByOther(false);
        FrozenPlan plan = rig.plan(set("one", "a", "2"));
        assertThat(run(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.stored(plan).journal().records())
                .anySatisfy(r ->
                        assertThat(r).containsEntry("type", "LOCK_ACQUIRED").containsEntry("how", "expired"));
    }

    @Test
    void aLockThatIsLostStopsTheRunBeforeItsNextWrite() {
        RunRig rig = rig();
        rig.cluster.whenWritten(w -> takenByOther(rig));
        RunResult result = run(rig, rig.plan(set("one", "a", "2"), set("two", "b", "2")));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().why()).contains("taken over by grace on far");
        assertThat(rig.data("a") + rig.data("b")).isEqualTo("21");
        assertThat(holder(rig)).contains("grace@far/other");
    }

    @Test
    void aLockThatWasDeletedStopsTheRunBeforeItsNextWrite() {
        RunRig rig = rig();
        rig.cluster.whenWritten(w -> rig.cluster.remove(ref(rig)));
        RunResult result = run(rig, rig.plan(set("one", "a", "2"), set("two", "b", "2")));
        assertThat(result.problem().orElseThrow().why()).contains("was deleted");
        assertThat(rig.data("b")).isEqualTo("1");
    }

    @Test
    void anotherHoldersAnnotationOnTheLeaseDoesNotLoseIt() {
        RunRig rig = rig();
        rig.cluster.whenWritten(w -> rig.cluster.change(ref(rig), l -> l.with("x", "metadata", "labels", "note")));
        assertThat(run(rig, rig.plan(set("one", "a", "2"), set("two", "b", "2")))
                        .state())
                .isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aLostLockStopsAnUndoToo() {
        RunRig rig = rig();
        FrozenPlan plan = rig.plan(set("one", "a", "2"), set("two", "b", "2"), stuck());
        run(rig, plan);
        rig.cluster.whenWritten(w -> takenByOther(rig));
        try (Journal journal = rig.reopen(plan)) {
            assertThatThrownBy(() -> rig.reopened(plan, journal).undo())
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("taken over by grace");
        }
        assertThat(rig.data("a") + rig.data("b")).isEqualTo("21");
    }

    @Test
    void aRunThatDiedTakesItsOwnLockAtOnce() {
        RunRig rig = rig();
        FrozenPlan plan = rig.plan(set("one", "a", "2"), set("two", "b", "2"));
        rig.disk.recordsToLive = 8;
        assertThatThrownBy(() -> run(rig, plan)).isInstanceOf(Disk.Killed.class);
        rig.disk.recordsToLive = -1;
        assertThat(holder(rig)).isPresent();
        assertThat(resume(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.stored(plan).journal().records())
                .anySatisfy(r -> assertThat(r).containsEntry("how", "its own"));
    }

    @Test
    void aPersonTakesALockByItsIdAndAReasonAndBothAreKept() {
        RunRig rig = heldByOther(true);
        rig.operator = new Answering(Map.of("lock", "other", "lock-reason", "grace is on leave"));
        FrozenPlan plan = rig.plan(set("one", "a", "2"));
        assertThat(run(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.stored(plan).journal().records())
                .anySatisfy(r -> assertThat(r)
                        .containsEntry("type", "LOCK_STOLEN")
                        .containsEntry("reason", "grace is on leave"));
    }

    @Test
    void aWrongLockIdTakesNothing() {
        RunRig rig = heldByOther(true);
        rig.operator = new Answering(Map.of("lock", "guessed", "lock-reason", "because"));
        assertThat(run(rig, rig.plan(set("one", "a", "2"))).state()).isEqualTo(RunState.CANCELLED);
        assertThat(holder(rig)).contains("grace@far/other");
    }

    @Test
    void withoutTheRightToLeasesAPersonMustAgreeToGoWithout() {
        RunRig rig = rig();
        rig.cluster.forbid(Kind.LEASE, denied());
        RunResult refused = run(rig, rig.plan(set("one", "a", "2")));
        assertThat(refused.state()).isEqualTo(RunState.CANCELLED);
        assertThat(refused.problem().orElseThrow().next()).contains("leases");
        rig.operator = new Answering(Map.of("no-lock", "no lock"));
        FrozenPlan plan = rig.plan(set("one", "a", "2"));
        assertThat(run(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.types(plan)).contains("LOCK_NONE");
    }

    @Test
    void aSeverePlanIsNotRunWithoutALock() {
        RunRig rig = rig();
        rig.cluster.forbid(Kind.LEASE, denied());
        rig.operator = new Answering(Map.of("no-lock", "no lock"));
        FrozenPlan plan = rig.plan(Danger.DESTRUCTIVE, set("one", "a", "2"));
        try (Journal journal = rig.begin(plan)) {
            assertThat(rig.executor(plan, journal).run("web").state()).isEqualTo(RunState.CANCELLED);
        }
        assertThat(rig.data("a")).isEqualTo("1");
    }

    @Test
    void aTargetMadeAnewByOthersIsNotResumed() {
        RunRig rig = rig();
        FrozenPlan plan = rig.plan(set("one", "a", "2"), stuck());
        run(rig, plan);
        rig.cluster
                .remove(RunRig.TARGET)
                .put(RunRig.settings("web", Map.of("a", "1")).with("another", "metadata", "uid"));
        assertThatThrownBy(() -> resume(rig, plan)).hasMessageContaining("made anew by somebody else");
    }

    private static Problem denied() {
        return new Problem(
                Problem.Kind.CLUSTER, "read leases", "db", "you may not get leases", "Ask.", Optional.of("403"));
    }
}
