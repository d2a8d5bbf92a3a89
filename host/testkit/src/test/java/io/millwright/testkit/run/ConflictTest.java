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
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Of two runs on one instance, whatever they are for, never both change it at the same time. */
class ConflictTest {
    private static final Set<Intent> SHORT =
            Set.of(Intent.BACKUP, Intent.SCALE, Intent.CONFIGURE, Intent.ROTATE, Intent.REPAIR);

    @TempDir
    private Path folder;

    private int looks;

    static Stream<Arguments> pairs() {
        return Arrays.stream(Intent.values())
                .flatMap(a -> Arrays.stream(Intent.values()).map(b -> Arguments.of(a, b)));
    }

    private static boolean waits(Intent holder, Intent wanting) {
        return (holder == Intent.BACKUP || wanting == Intent.BACKUP)
                && SHORT.contains(holder)
                && SHORT.contains(wanting);
    }

    private static RunResult run(RunRig rig, FrozenPlan plan) {
        try (Journal journal = rig.begin(plan)) {
            return rig.executor(plan, journal).run("yes");
        }
    }

    private static Resource lease(RunRig rig) {
        return rig.cluster.list(Kind.LEASE, Selector.in("db")).getFirst();
    }

    private static ObjectRef ref(RunRig rig) {
        return lease(rig).ref(Kind.LEASE).anyIncarnation();
    }

    private static boolean isOthers(RunRig rig) {
        return lease(rig)
                .text("spec", "holderIdentity")
                .filter(h -> h.startsWith("grace"))
                .isPresent();
    }

    /** A rig where a run of that intent, which lives, holds the lock; it lets it go after so many looks, or never. */
    private RunRig held(Intent holder, int until) {
        RunRig rig = new RunRig(folder);
        run(rig, rig.plan(holder, Danger.REVERSIBLE, set("zero", "z", "1")));
        rig.cluster.change(
                ref(rig),
                l -> l.with("grace@far/other", "spec", "holderIdentity")
                        .with("other", "metadata", "annotations", "millwright.io/lock-id")
                        .with("far", "metadata", "annotations", "millwright.io/lock-host")
                        .with("grace", "metadata", "annotations", "millwright.io/lock-by"));
        rig.meanwhile = () -> {
            looks++;
            rig.cluster.change(
                    ref(rig),
                    l -> looks == until
                            ? l.without("spec", "holderIdentity")
                            : l.with("at " + looks, "spec", "renewTime"));
        };
        rig.cluster.whenWritten(w -> assertThat(isOthers(rig)).isFalse());
        return rig;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void aRunWaitsForAShortOneBesideABackupAndIsElseNotBegun(Intent holder, Intent wanting) {
        RunRig rig = held(holder, 20);
        RunResult result = run(rig, rig.plan(wanting, Danger.REVERSIBLE, set("one", "a", "2")));
        if (waits(holder, wanting)) {
            assertThat(result.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(looks).isGreaterThanOrEqualTo(20);
        } else {
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.problem().orElseThrow().why()).contains("another run holds its lock");
            assertThat(rig.data("a")).isEqualTo("1");
        }
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
