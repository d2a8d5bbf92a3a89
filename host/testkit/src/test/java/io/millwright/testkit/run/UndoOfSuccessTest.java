package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.millwright.engine.handover.HandOver;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunExport;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.engine.run.UndoPreview;
import io.millwright.spi.Step;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that has succeeded is undone where nothing has changed since, and left alone otherwise. */
class UndoOfSuccessTest {
    @TempDir
    private Path state;

    private RunRig rig;

    @BeforeEach
    void rig() {
        rig = new RunRig(state);
    }

    private FrozenPlan succeeded(Step... steps) {
        FrozenPlan plan = rig.plan(steps);
        try (Journal journal = rig.begin(plan)) {
            assertThat(rig.executor(plan, journal).run("yes").state()).isEqualTo(RunState.SUCCEEDED);
        }
        return plan;
    }

    private RunResult undone(FrozenPlan plan) {
        try (Journal journal = rig.reopen(plan)) {
            return rig.reopened(plan, journal).undo();
        }
    }

    @Test
    void itsStepsAreTakenBackLastFirst() {
        FrozenPlan plan = succeeded(set("one", "a", "2"), set("two", "a", "3"));
        assertThat(undone(plan).state()).isEqualTo(RunState.ROLLED_BACK);
        assertThat(rig.data("a")).isEqualTo("1");
        assertThat(RunExport.state(rig.stored(plan))).isEqualTo("ROLLED_BACK");
    }

    @Test
    void whatOthersHaveChangedSinceIsNamedAndStopsItBeforeAnythingIsChanged() {
        FrozenPlan plan = succeeded(set("one", "a", "2"), set("two", "b", "2"));
        rig.cluster.change(RunRig.TARGET, o -> o.with("3", "data", "b"));
        assertThat(UndoPreview.of(plan, rig.stored(plan).journal().records(), rig.cluster))
                .extracting(UndoPreview.Line::step, l -> l.drifted().isEmpty())
                .containsExactly(tuple("two", false), tuple("one", true));
        assertThatThrownBy(() -> undone(plan)).hasMessageContaining("was changed since by somebody else");
        assertThat(rig.data("a") + rig.data("b")).isEqualTo("23");
        assertThat(RunExport.state(rig.stored(plan))).isEqualTo("SUCCEEDED");
    }

    @Test
    void behindAPointOfNoReturnItIsRefused() {
        FrozenPlan plan = succeeded(set("one", "a", "2").noReturn());
        assertThatThrownBy(() -> undone(plan)).hasMessageContaining("there is only forward, or a restore");
        assertThat(rig.data("a")).isEqualTo("2");
    }

    @Test
    void anotherMachineCanGoOnWithAnUndoThatWasCutShort() {
        FrozenPlan plan = succeeded(set("one", "a", "2"));
        rig.disk.recordsToLive = 5;
        assertThatThrownBy(() -> undone(plan)).isInstanceOf(Disk.Killed.class);
        rig.disk.recordsToLive = -1;
        assertThat(RunExport.state(rig.stored(plan))).isEqualTo("INTERRUPTED");
        HandOver handOver = new HandOver(rig.cluster);
        HandOver.Content content = handOver.read(handOver.list("").getFirst());
        assertThat(content.plan().digest()).isEqualTo(plan.digest());
        assertThat(undone(plan).state()).isEqualTo(RunState.ROLLED_BACK);
        assertThat(rig.data("a")).isEqualTo("1");
    }
}
