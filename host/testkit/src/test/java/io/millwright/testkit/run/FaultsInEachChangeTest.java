package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.testkit.run.FaultTest.Fault;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each fault in each kind of change: the run stops and names the cause; resumed, by somebody who knows what was done where that is asked, it is done once. */
class FaultsInEachChangeTest {
    @TempDir
    private Path folder;

    static Stream<Arguments> faults() {
        return Arrays.stream(EveryChange.values())
                .flatMap(c -> Arrays.stream(Fault.values())
                        // A creation that finds its name taken is no conflict of writers: it is adopted or refused.
                        .filter(f -> c != EveryChange.CREATE || f != Fault.CONFLICT)
                        .map(f -> Arguments.of(c, f)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theCauseIsNamedAndTheChangeIsDoneOnce(EveryChange change, Fault fault) {
        RunRig rig = EveryChange.rig(folder);
        FrozenPlan plan = rig.plan(change.step(rig), set("last", "b", "2"));
        rig.connection = new FaultTest.Faulty(rig.cluster, fault);
        RunResult result;
        try (Journal journal = rig.begin(plan)) {
            result = rig.executor(plan, journal).run("yes");
        }
        if (change != EveryChange.EVICT || fault != Fault.THROTTLED) {
            // An eviction that is refused with 429 is one that a disruption budget refuses: it is waited for.
            assertThat(result.state()).isEqualTo(RunState.FAILED);
            assertThat(result.problem().orElseThrow().next()).contains(fault.cause.next());
            assertThat(change.effects(rig)).isEqualTo(fault.committed ? 1 : 0);
            assertThat(rig.data("b")).isEqualTo("1");
            rig.operator = FaultTest.knowing(fault.committed);
            try (Journal journal = rig.reopen(plan)) {
                result = rig.reopened(plan, journal).resume();
            }
        }
        assertThat(result.state()).as("%s", result.problem()).isEqualTo(RunState.SUCCEEDED);
        assertThat(change.effects(rig)).isEqualTo(1);
        assertThat(rig.data("b")).isEqualTo("2");
    }
}
