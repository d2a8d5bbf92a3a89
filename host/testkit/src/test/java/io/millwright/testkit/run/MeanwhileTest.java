package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.TARGET;
import static io.millwright.testkit.run.RunRig.set;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunExport;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.Cancellation;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.Answering;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others do to a run's work while it stands still is listed when it is resumed, and gone on over by a person's word alone. */
class MeanwhileTest {
    @TempDir
    private Path state;

    private RunRig rig;
    private FrozenPlan plan;

    /** A run that has set a field and seen another one come, and was stopped then. */
    @BeforeEach
    void stoppedRun() {
        stopped(set("one", "a", "2"));
    }

    /** Those steps, then a wait in which the run is stopped, then one more. */
    private void stopped(Step... first) {
        rig = new RunRig(state.resolve(first[0].id()));
        Step wait = Step.await(
                "wait", "Wait for c", "because", Check.fieldIs(TARGET, "1", "data", "c"), Duration.ofSeconds(60));
        plan = rig.plan(Stream.concat(Stream.of(first), Stream.of(wait, set("two", "b", "2")))
                .toArray(Step[]::new));
        rig.meanwhile = () -> {
            rig.cluster.change(TARGET, o -> o.with("1", "data", "c"));
            rig.cancellation.request();
        };
        try (Journal journal = rig.begin(plan)) {
            assertThat(rig.executor(plan, journal).run("yes").state()).isEqualTo(RunState.FAILED);
        }
        rig.meanwhile = () -> {};
        rig.cancellation = new Cancellation();
    }

    private RunResult resume() {
        try (Journal journal = rig.reopen(plan)) {
            return rig.reopened(plan, journal).resume();
        }
    }

    @Test
    void whatIsAsTheRunHasLeftItIsGoneOnWithUnasked() {
        assertThat(resume().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.types(plan)).doesNotContain("DRIFT");
    }

    /** As what is switched on for a snapshot alone: the step that switches it off isn't taken back and keeps no image. */
    @Test
    void whatTheRunItselfHasSetBackIsNoDrift() {
        stopped(
                set("on", "a", "2"),
                Step.change(
                        "off",
                        "Set a back",
                        "because",
                        new Action.Patch(TARGET, Map.of("data", Map.of("a", "1")), List.of(), ""),
                        Check.fieldIs(TARGET, "1", "data", "a"),
                        new Undo.None("it was so before"),
                        Duration.ofSeconds(30)));

        assertThat(resume().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.types(plan)).doesNotContain("DRIFT");
    }

    @Test
    void aFieldThatOthersHaveChangedIsListedAndNothingIsDone() {
        rig.cluster.change(TARGET, o -> o.with("9", "data", "a"));
        assertThatThrownBy(this::resume)
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("ConfigMap db/web was changed by somebody else: data.a is 9, wanted 2");
        assertThat(rig.data("b")).isEqualTo("1");
        assertThat(rig.types(plan)).contains("DRIFT");
        assertThat(RunExport.state(rig.stored(plan))).isEqualTo("FAILED");
    }

    @Test
    void aPersonGoesOnOverItAndThatIsJournalled() {
        rig.cluster.change(TARGET, o -> o.with("9", "data", "a"));
        rig.operator = new Answering(Map.of("drift", "go-on"));
        assertThat(resume().state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.data("a") + rig.data("b")).isEqualTo("92");
        assertThat(rig.stored(plan).journal().records())
                .filteredOn(r -> "RISK_ACCEPTED".equals(r.get("type")))
                .singleElement()
                .satisfies(r -> assertThat(String.valueOf(r.get("message"))).contains("data.a is 9"));
    }

    @Test
    void aStepThatIsNotDoneAnyMoreStopsTheRun() {
        rig.cluster.change(TARGET, o -> o.with("0", "data", "c"));
        assertThatThrownBy(this::resume).hasMessageContaining("'Wait for c' was done and isn't any more");
        assertThat(rig.data("b")).isEqualTo("1");
    }

    /** What is only shaken comes back by itself, and nobody is asked. */
    @Test
    void aStepThatIsDoneAgainSoonIsDone() {
        rig.cluster.change(TARGET, o -> o.with("0", "data", "c"));
        rig.meanwhile = () -> rig.cluster.change(TARGET, o -> o.with("1", "data", "c"));
        assertThat(resume().state()).isEqualTo(RunState.SUCCEEDED);
    }

    @Test
    void aTargetWhoseSpecificationWasChangedBeforeTheFirstStepIsNotWhatWasApproved() {
        FrozenPlan fresh = rig.plan(set("one", "a", "4"));
        rig.cluster.change(TARGET, o -> o.with("theirs", "spec", "field"));
        try (Journal journal = rig.begin(fresh)) {
            RunResult result = rig.executor(fresh, journal).run("yes");
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.problem().orElseThrow().why()).contains("its generation was 1 and is 2");
        }
        assertThat(rig.data("a")).isEqualTo("2");
    }
}
