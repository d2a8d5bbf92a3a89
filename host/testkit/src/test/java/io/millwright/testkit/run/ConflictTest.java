package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Danger;
import io.millwright.spi.Intent;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a run while another is at the same instance: it works beside it, waits for its end, or isn't begun. */
class ConflictTest {
    private static final Set<Intent> CONFIGURING = Set.of(Intent.CONFIGURE, Intent.ROTATE, Intent.REPAIR);

    @TempDir
    private Path folder;

    private int looks;

    /** What the design's matrix says. */
    enum Fate {
        BESIDE,
        WAITS,
        BLOCKED
    }

    static Stream<Arguments> pairs() {
        return Arrays.stream(Intent.values())
                .flatMap(a -> Arrays.stream(Intent.values()).map(b -> Arguments.of(a, b)));
    }

    static Fate fate(Intent holder, Intent wanting) {
        if (holder != Intent.BACKUP && wanting != Intent.BACKUP) {
            return Fate.BLOCKED;
        }
        Intent other = holder == Intent.BACKUP ? wanting : holder;
        return CONFIGURING.contains(other)
                ? Fate.BESIDE
                : other == Intent.BACKUP || other == Intent.SCALE ? Fate.WAITS : Fate.BLOCKED;
    }

    private static RunResult run(RunRig rig, FrozenPlan plan) {
        try (Journal journal = rig.begin(plan)) {
            return rig.executor(plan, journal).run("yes");
        }
    }

    private static Optional<Resource> lease(RunRig rig, boolean ofBackups) {
        return rig.cluster.list(Kind.LEASE, Selector.in("db")).stream()
                .filter(l -> l.name().endsWith("-backup") == ofBackups)
                .findFirst();
    }

    private static void change(RunRig rig, boolean ofBackups, UnaryOperator<Resource> change) {
        Resource lease = lease(rig, ofBackups).orElseThrow();
        rig.cluster.change(lease.ref(Kind.LEASE).anyIncarnation(), change::apply);
    }

    private static boolean isOthers(RunRig rig, boolean ofBackups) {
        return lease(rig, ofBackups)
                .flatMap(l -> l.text("spec", "holderIdentity"))
                .filter(h -> h.startsWith("grace"))
                .isPresent();
    }

    /** A rig where a run of that intent, which lives, holds its lock; it lets it go after so many looks, or never. */
    private RunRig held(Intent holder, int until) {
        RunRig rig = dead(holder);
        rig.meanwhile = () -> renewed(rig, holder, until);
        return rig;
    }

    private void renewed(RunRig rig, Intent holder, int until) {
        looks++;
        change(
                rig,
                holder == Intent.BACKUP,
                l -> looks == until ? l.without("spec", "holderIdentity") : l.with("at " + looks, "spec", "renewTime"));
    }

    /** A rig where a run of that intent holds its lock and isn't seen any more. */
    private RunRig dead(Intent holder) {
        RunRig rig = new RunRig(folder);
        run(rig, rig.plan(holder, Danger.REVERSIBLE, set("zero", "z", "1")));
        change(rig, holder == Intent.BACKUP, RunRig::grace);
        return rig;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aRunWorksBesideAnotherWaitsForItOrIsNotBegunAsTheMatrixSays(Intent holder, Intent wanting) {
        Fate fate = fate(holder, wanting);
        RunRig rig = held(holder, 20);
        rig.cluster.whenWritten(
                w -> assertThat(isOthers(rig, holder == Intent.BACKUP)).isEqualTo(fate == Fate.BESIDE));
        RunResult result = run(rig, rig.plan(wanting, Danger.REVERSIBLE, set("one", "a", "2")));
        if (fate == Fate.BLOCKED) {
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.problem().orElseThrow().why()).contains("another run holds its lock");
            assertThat(rig.data("a")).isEqualTo("1");
        } else {
            assertThat(result.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(looks >= 20).isEqualTo(fate == Fate.WAITS);
        }
    }

    @ParameterizedTest
    @CsvSource({"BACKUP,UPGRADE", "UPGRADE,BACKUP", "SCALE,BACKUP", "BACKUP,SCALE"})
    void aHolderThatIsGoneLosesTheOtherLockToo(Intent holder, Intent wanting) {
        RunRig rig = dead(holder);
        FrozenPlan plan = rig.plan(wanting, Danger.REVERSIBLE, set("one", "a", "2"));
        assertThat(run(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(isOthers(rig, holder == Intent.BACKUP)).isFalse();
        assertThat(rig.stored(plan).journal().records())
                .anySatisfy(
                        r -> assertThat(r).containsEntry("type", "LOCK_CLEARED").containsEntry("how", "expired"));
    }

    /** A rig where a backup takes its lock right after a change has taken its own, and holds it for so many looks. */
    private RunRig backupAtTheSameMoment(int until) {
        RunRig rig = dead(Intent.BACKUP);
        change(rig, true, l -> l.without("spec", "holderIdentity"));
        rig.connection = new Between(rig.cluster) {
            private boolean begun;

            @Override
            <T> T write(String verb, ObjectRef object, Supplier<T> send) {
                T answer = send.get();
                if (!begun && isBookkeeping(object)) {
                    begun = true;
                    change(rig, true, RunRig::grace);
                }
                return answer;
            }
        };
        rig.meanwhile = () -> renewed(rig, Intent.BACKUP, until);
        return rig;
    }

    @Test
    void ofTwoThatBeginAtTheSameMomentTheBackupGivesWay() {
        RunRig rig = backupAtTheSameMoment(2);
        FrozenPlan plan = rig.plan(Intent.SCALE, Danger.REVERSIBLE, set("one", "a", "2"));
        assertThat(run(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(looks).isEqualTo(2);
        assertThat(rig.types(plan).stream().filter("LOCK_ACQUIRED"::equals)).hasSize(1);
    }

    @Test
    void whoBeginsBesideABackupThatGoesOnLetsItsOwnLockGoAndWaits() {
        RunRig rig = backupAtTheSameMoment(30);
        FrozenPlan plan = rig.plan(Intent.SCALE, Danger.REVERSIBLE, set("one", "a", "2"));
        assertThat(run(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(looks).isGreaterThanOrEqualTo(30);
        assertThat(rig.types(plan).stream().filter("LOCK_ACQUIRED"::equals)).hasSize(2);
    }

    @Test
    void nobodyWaitsForEver() {
        RunRig rig = held(Intent.BACKUP, -1);
        RunResult result = run(rig, rig.plan(Intent.SCALE, Danger.REVERSIBLE, set("one", "a", "2")));
        assertThat(result.state()).isEqualTo(RunState.CANCELLED);
        assertThat(result.problem().orElseThrow().why())
                .contains("for 30 minutes")
                .contains("grace on far");
    }
}
