package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.preview.AccessNeeds;
import io.millwright.engine.run.RunEvent;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.engine.run.StepState;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.KillHarness;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A pod is evicted when its disruption budget permits it, not before, and nobody else's pod is. */
class EvictionTest {
    private static final ObjectRef NAMED = ObjectRef.of(Kind.POD, "db", "web-0");
    private static final ObjectRef BUDGET = ObjectRef.of(Kind.POD_DISRUPTION_BUDGET, "db", "web");

    @TempDir
    private Path folder;

    private RunRig rig;

    @BeforeEach
    void fill() {
        rig = new RunRig(folder.resolve("state"));
        rig.cluster.put(
                Resource.of(Kind.POD, "db", "web-0", Map.of()).with(Map.of("app", "web"), "metadata", "labels"));
    }

    private Step evict() {
        ObjectRef pod = rig.cluster.get(NAMED).orElseThrow().ref(Kind.POD);
        return Step.change(
                "evict",
                "Evict it",
                "because",
                new Action.Evict(pod),
                new Check.Absent(pod),
                new Undo.None("its controller makes another one"),
                Duration.ofMinutes(5));
    }

    private void budget(long allowed) {
        rig.cluster.put(Resource.of(
                Kind.POD_DISRUPTION_BUDGET,
                "db",
                "web",
                Map.of(
                        "spec",
                        Map.of("selector", Map.of("matchLabels", Map.of("app", "web"))),
                        "status",
                        Map.of("disruptionsAllowed", allowed))));
    }

    private RunResult run(FrozenPlan plan) {
        try (Journal journal = rig.begin(plan)) {
            return rig.executor(plan, journal).run("yes");
        }
    }

    @Test
    void aBudgetIsWaitedForAndNamed() {
        budget(0);
        int[] pauses = {0};
        rig.meanwhile = () -> {
            if (++pauses[0] == 3) {
                rig.cluster.change(BUDGET, b -> b.with(1L, "status", "disruptionsAllowed"));
            }
        };
        RunResult result = run(rig.plan(evict()));
        assertThat(result.state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.cluster.get(NAMED)).isEmpty();
        assertThat(rig.events)
                .filteredOn(e -> e instanceof RunEvent.Progress p && p.detail().contains("disruption budget web"))
                .hasSize(1);
    }

    @Test
    void aBudgetThatNeverPermitsItStopsTheRunAtTheDeadlineAndLeavesThePod() {
        budget(0);
        FrozenPlan plan = rig.plan(evict());
        RunResult result = run(plan);
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().why()).contains("after 300 s", "disruption budget web");
        assertThat(rig.cluster.get(NAMED)).isPresent();
        rig.cluster.change(BUDGET, b -> b.with(1L, "status", "disruptionsAllowed"));
        try (Journal journal = rig.reopen(plan)) {
            assertThat(rig.reopened(plan, journal).resume().state()).isEqualTo(RunState.SUCCEEDED);
        }
        assertThat(rig.cluster.get(NAMED)).isEmpty();
    }

    @Test
    void theWaitForABudgetCanBeStopped() {
        budget(0);
        rig.meanwhile = rig.cancellation::request;
        RunResult result = run(rig.plan(evict(), set("never", "a", "2")));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.steps()).containsEntry("evict", StepState.FAILED).containsEntry("never", StepState.PENDING);
        assertThat(rig.cluster.get(NAMED)).isPresent();
    }

    @Test
    void aPodThatWasMadeAnewUnderTheNameIsLeft() {
        Step step = evict();
        rig.cluster.remove(NAMED);
        rig.cluster.put(Resource.of(Kind.POD, "db", "web-0", Map.of()).with("another", "metadata", "uid"));
        assertThat(run(rig.plan(step)).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.cluster.get(NAMED)).isPresent();
    }

    @Test
    void aRunThatIsKilledEvictsNothingElseWhenItIsResumed() throws Exception {
        KillHarness.Tally tally = new KillHarness(
                        rig.cluster,
                        rig.plan(set("one", "a", "2"), evict()).plan(),
                        Map.of(),
                        Files.createDirectory(folder.resolve("killed")))
                .prove();
        assertThat(tally.whole()).isTrue();
        assertThat(tally.asked()).isZero();
    }

    @Test
    void itNeedsTheRightToEvictAndNamesTheIncarnation() {
        assertThat(AccessNeeds.of(evict()))
                .singleElement()
                .satisfies(n -> assertThat(n.verb() + " " + n.resource()).isEqualTo("create pods/eviction"));
        assertThatThrownBy(() -> new Action.Evict(new ObjectRef(Kind.POD, "db", "web-0", Optional.empty())))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
