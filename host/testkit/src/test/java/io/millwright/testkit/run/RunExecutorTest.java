package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.TARGET;
import static io.millwright.testkit.run.RunRig.set;
import static io.millwright.testkit.run.RunRig.settings;
import static io.millwright.testkit.run.RunRig.stuck;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.UnderRun;
import io.millwright.engine.run.RunEvent;
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.engine.run.StepState;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Effect;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.FakeCluster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunExecutorTest {
    private static final ObjectRef NEW = ObjectRef.of(Kind.CONFIG_MAP, "db", "new");

    @TempDir
    private Path state;

    private RunRig rig;

    @BeforeEach
    void rig() {
        rig = new RunRig(state);
    }

    private RunResult run(FrozenPlan plan) {
        try (Journal journal = rig.begin(plan)) {
            return rig.executor(plan, journal).run("yes");
        }
    }

    private static Step create() {
        return Step.change(
                "create",
                "Create new",
                "because",
                new Action.Create(settings("new", Map.of("x", "1"))),
                new Check.Exists(NEW),
                Undo.EXACT,
                Duration.ofSeconds(30));
    }

    @Test
    void everyStepIsIntendedBeforeAndProvenAfterItsAction() {
        FrozenPlan plan = rig.plan(set("one", "a", "2"), set("two", "b", "2"));
        assertThat(run(plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.data("a") + rig.data("b")).isEqualTo("22");
        assertThat(rig.types(plan))
                .containsSubsequence(
                        "APPROVAL", "INTENT", "OUTCOME", "EVIDENCE", "INTENT", "OUTCOME", "EVIDENCE", "RUN_CLOSED");
    }

    /** The statistics of a large database take longer than a minute. */
    @Test
    void aCommandMayTakeAsLongAsItsStep() {
        ObjectRef pod = ObjectRef.of(Kind.POD, "db", "web-0");
        rig.cluster.put(Resource.of(Kind.POD, "db", "web-0", Map.of()));
        Step analyze = Step.change(
                        "analyze",
                        "Analyze",
                        "because",
                        new Action.Exec(pod, "main", List.of("vacuumdb")),
                        new Check.Exists(pod),
                        new Undo.None("a test"),
                        Duration.ofHours(1))
                .probe(Check.Never.INSTANCE);
        assertThat(run(rig.plan(analyze)).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.cluster.writes().getFirst().body().number("limit")).contains(3600L);
    }

    @Test
    void whatIsAlreadyTrueIsSkipped() {
        RunResult result = run(rig.plan(set("one", "a", "1")));
        assertThat(result.steps()).containsEntry("one", StepState.SKIPPED);
        assertThat(rig.cluster.writes()).isEmpty();
    }

    @Test
    void aCheckThatDoesNotHoldBeforeAStepStopsTheRunBeforeIt() {
        RunResult result = run(rig.plan(set("one", "a", "2").before(new Check.Absent(TARGET))));
        assertThat(result.state()).isEqualTo(RunState.CANCELLED);
        assertThat(result.steps()).containsEntry("one", StepState.BLOCKED);
        assertThat(rig.cluster.writes()).isEmpty();
    }

    @Test
    void anUnapprovedPlanIsNotRun() {
        FrozenPlan plan = rig.plan(set("one", "a", "2"));
        try (Journal journal = rig.begin(plan)) {
            RunResult result = rig.executor(plan, journal).run("well");
            assertThat(result.state()).isEqualTo(RunState.CANCELLED);
            assertThat(result.problem().orElseThrow().why()).contains("not approved");
        }
        assertThat(rig.cluster.writes()).isEmpty();
    }

    @Test
    void aTargetThatWasMadeAnewIsAnotherTarget() {
        FrozenPlan plan = rig.plan(set("one", "a", "2"));
        rig.cluster.remove(TARGET).put(settings("web", Map.of("a", "1")).with("another", "metadata", "uid"));
        RunResult result = run(plan);
        assertThat(result.problem().orElseThrow().why()).contains("made anew");
        assertThat(rig.cluster.writes()).isEmpty();
    }

    @Test
    void aMissingRightIsNamedBeforeTheFirstStep() {
        FrozenPlan plan = rig.plan(create(), set("one", "a", "2"));
        rig.cluster.right("patch configmaps in db", false);
        RunResult result = run(plan);
        assertThat(result.state()).isEqualTo(RunState.CANCELLED);
        assertThat(result.problem().orElseThrow().why()).contains("patch configmaps in db");
        assertThat(rig.cluster.writes()).isEmpty();
    }

    @Test
    void aFailedActionWaitsForADecision() {
        FrozenPlan plan = rig.plan(set("one", "a", "2"));
        rig.cluster.failNext("patch", refused());
        RunResult result = run(plan);
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().why()).isEqualTo("quota exceeded");
        assertThat(rig.types(plan)).contains("OUTCOME").doesNotContain("RUN_CLOSED");
    }

    private static Problem refused() {
        return new Problem(Problem.Kind.CLUSTER, "patch", "web", "quota exceeded", "Ask.", Optional.of("403"));
    }

    @Test
    void aStepThatIsNotDoneByItsDeadlineFails() {
        RunResult result = run(rig.plan(set("one", "a", "2"), stuck()));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().why()).startsWith("after 30 s:");
    }

    @Test
    void cancellingInsideAWaitStopsTheWaitAndLeavesTheDecision() {
        rig.meanwhile = rig.cancellation::request;
        RunResult result = run(rig.plan(set("one", "a", "2"), stuck(), set("two", "b", "2")));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().why()).contains("the operator stopped the run");
        assertThat(rig.data("b")).isEqualTo("1");
    }

    @Test
    void cancellingBeforeAnythingWasChangedEndsTheRun() {
        rig.cancellation.request();
        assertThat(run(rig.plan(set("one", "a", "2"))).state()).isEqualTo(RunState.CANCELLED);
    }

    @Test
    void whatIsToBeDoneByHandIsToldLineByLineAndWaitedFor() {
        Check done = Check.fieldIs(RunRig.TARGET, "2", "data", "a");
        Step step = new Step(
                "by-hand",
                "Set a",
                "because",
                new Action.Manual("Set a to 2:\n  kubectl edit configmap web"),
                List.of(),
                done,
                done,
                Undo.NOTHING_TO_UNDO,
                Effect.READ,
                Duration.ofMinutes(5),
                false,
                List.of());
        rig.meanwhile = () -> rig.cluster.change(RunRig.TARGET, o -> o.with("2", "data", "a"));
        assertThat(run(rig.plan(step)).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.events.stream().filter(RunEvent.Remark.class::isInstance).map(e -> ((RunEvent.Remark) e).text()))
                .containsExactly("Set a to 2:", "  kubectl edit configmap web");
    }

    @Test
    void anAdoptedObjectMustBeWhatThePlanMakes() {
        Step blind = create().probe(Check.Never.INSTANCE);
        rig.cluster.put(settings("new", Map.of("x", "1")));
        assertThat(run(rig.plan(blind)).state()).isEqualTo(RunState.SUCCEEDED);
        rig.cluster.put(settings("new", Map.of("x", "other")));
        assertThat(run(rig.plan(blind)).problem().orElseThrow().why())
                .contains("an object of that name is there that this plan didn't make");
    }

    @Test
    void theStepsOfAForEachAreRunAndTakenBackOneByOne() {
        Step each = new Step(
                "each",
                "Set both",
                "because",
                new Action.ForEach(List.of(set("one", "a", "2"), set("two", "b", "2")), 1),
                List.of(),
                Check.Never.INSTANCE,
                Check.fieldIs(TARGET, "2", "data", "b"),
                Undo.NOTHING_TO_UNDO,
                Effect.IDEMPOTENT,
                Duration.ofSeconds(30),
                false,
                List.of());
        FrozenPlan plan = rig.plan(each, stuck());
        assertThat(run(plan).state()).isEqualTo(RunState.FAILED);
        assertThat(rig.data("a") + rig.data("b")).isEqualTo("22");
        assertThat(undone(plan).state()).isEqualTo(RunState.ROLLED_BACK);
        assertThat(rig.data("a") + rig.data("b")).isEqualTo("11");
    }

    /** As a later process would: everything that is needed comes from the disk. */
    private RunResult undone(FrozenPlan plan) {
        try (Journal journal = rig.reopen(plan)) {
            return rig.reopened(plan, journal).undo();
        }
    }

    @Test
    void anExactUndoFromTheJournalPutsBackFieldsAndDeletesWhatWasMade() {
        FrozenPlan plan = rig.plan(set("one", "a", "2"), set("two", "fresh", "x"), create(), stuck());
        run(plan);
        assertThat(rig.cluster.get(NEW)).isPresent();
        assertThat(undone(plan).state()).isEqualTo(RunState.ROLLED_BACK);
        assertThat(rig.data("a")).isEqualTo("1");
        assertThat(rig.data("fresh")).isEqualTo("absent");
        assertThat(rig.cluster.get(NEW)).isEmpty();
    }

    @Test
    void everyChangeAndWhatTakesItBackIsDoneInTheNameOfTheRun() {
        List<Optional<String>> named = new ArrayList<>();
        rig.connection = new Between(rig.cluster) {
            @Override
            <T> T write(String verb, ObjectRef object, Supplier<T> send) {
                if (Set.of(TARGET.name(), NEW.name()).contains(object.name())) {
                    named.add(UnderRun.id());
                }
                return send.get();
            }
        };
        FrozenPlan plan = rig.plan(set("one", "a", "2"), create(), stuck());
        run(plan);
        assertThat(undone(plan).state()).isEqualTo(RunState.ROLLED_BACK);
        assertThat(named).hasSize(4).containsOnly(Optional.of(plan.planId()));
        assertThat(UnderRun.id()).isEmpty();
    }

    @Test
    void whatOthersChangedLaterIsNotOverwrittenByAnUndo() {
        FrozenPlan plan = rig.plan(set("one", "a", "2"), stuck());
        run(plan);
        rig.cluster.change(TARGET, o -> o.with("theirs", "data", "a"));
        RunResult result = undone(plan);
        assertThat(result.state()).isEqualTo(RunState.PARTLY_ROLLED_BACK);
        assertThat(result.problem().orElseThrow().why()).contains("changed since by somebody else");
        assertThat(rig.data("a")).isEqualTo("theirs");
    }

    @Test
    void aFormerSecretIsNeitherStoredNorPutBackMasked() {
        rig.cluster.change(TARGET, o -> o.with("canary", "data", "password"));
        FrozenPlan plan = rig.plan(set("one", "password", "reference"), stuck());
        run(plan);
        assertThat(rig.stored(plan).journal().records().toString()).doesNotContain("canary");
        RunResult result = undone(plan);
        assertThat(result.state()).isEqualTo(RunState.PARTLY_ROLLED_BACK);
        assertThat(result.problem().orElseThrow().why()).contains("data/password");
        assertThat(rig.data("password")).isEqualTo("reference");
    }

    private static Step deletion(Undo undo) {
        return Step.change(
                "delete",
                "Delete old",
                "because",
                new Action.Delete(NEW, Action.Propagation.BACKGROUND),
                new Check.Absent(NEW),
                undo,
                Duration.ofSeconds(30));
    }

    @Test
    void anExactUndoOfADeletionIsNotClaimed() {
        rig.cluster.put(settings("new", Map.of()));
        FrozenPlan plan = rig.plan(deletion(Undo.EXACT), stuck());
        run(plan);
        RunResult result = undone(plan);
        assertThat(result.state()).isEqualTo(RunState.PARTLY_ROLLED_BACK);
        assertThat(result.steps()).containsEntry("delete", StepState.UNDO_FAILED);
    }

    @Test
    void aBestEffortUndoIsProven() {
        rig.cluster.put(settings("new", Map.of()));
        Undo undo = new Undo.BestEffort(
                new Action.Create(settings("new", Map.of())), new Check.Exists(NEW), "its data is lost");
        FrozenPlan plan = rig.plan(deletion(undo), stuck());
        run(plan);
        assertThat(undone(plan).state()).isEqualTo(RunState.ROLLED_BACK);
        assertThat(rig.cluster.get(NEW)).isPresent();
    }

    @Test
    void aStepWithoutAWayBackIsNamed() {
        rig.cluster.put(settings("new", Map.of()));
        FrozenPlan plan = rig.plan(set("one", "a", "2"), deletion(new Undo.None("it is gone")), stuck());
        run(plan);
        RunResult result = undone(plan);
        assertThat(result.problem().orElseThrow().why()).contains("Delete old").contains("it is gone");
        assertThat(rig.data("a")).isEqualTo("1");
    }

    @Test
    void aStoredPlanThatWasEditedAfterItsApprovalIsNeitherResumedNorUndone() {
        FrozenPlan plan = rig.plan(set("one", "a", "2"), stuck());
        run(plan);
        FrozenPlan edited = new FrozenPlan(
                plan.schema(),
                plan.planId(),
                rig.plan(set("one", "a", "666"), stuck()).plan(),
                plan.plugin(),
                plan.clusterUid(),
                plan.context(),
                plan.createdBy(),
                plan.createdAt());
        try (Journal journal = rig.reopen(plan)) {
            RunExecutor executor = rig.executor(edited, journal)
                    .reopened(rig.stored(plan).journal().records());
            assertThatThrownBy(executor::resume).hasMessageContaining("not the one that was approved");
            assertThatThrownBy(executor::undo).hasMessageContaining("not the one that was approved");
        }
        assertThat(rig.data("a")).isEqualTo("2");
    }

    @Test
    void withoutRoomForTheIntentThereIsNoSideEffect() {
        FrozenPlan plan = rig.plan(set("one", "a", "2"));
        Journal journal = Journal.on(new FullAtIntent(), Clock.systemUTC());
        assertThatThrownBy(() -> rig.executor(plan, journal).run("yes"))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("No space left");
        assertThat(rig.cluster.writes()).extracting(FakeCluster.Write::verb).isEmpty();
    }

    /** A disk that is full when the first INTENT comes. */
    private static final class FullAtIntent implements Journal.Medium {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            if (StandardCharsets.UTF_8.decode(bytes).toString().contains("\"INTENT\"")) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void force() {}

        @Override
        public void close() {}
    }
}
