package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.TARGET;
import static io.millwright.testkit.run.RunRig.set;
import static io.millwright.testkit.run.RunRig.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.diagnosis.Cause;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Effect;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.FakeCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens to a write on its way: the cause is named, the run waits for a decision, and resumed it ends with the effect done once. */
class FaultTest {
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "web-0");
    private static final ObjectRef NEW = ObjectRef.of(Kind.CONFIG_MAP, "db", "new");

    @TempDir
    private Path folder;

    /** What happens to the first write to the target. */
    enum Fault {
        UNAUTHORIZED("401", false, Cause.LOGIN_REFUSED),
        FORBIDDEN("403", false, Cause.RBAC_DENIED),
        CONFLICT("409", false, Cause.CONFLICT_OTHER_WRITER),
        INVALID("422", false, Cause.INVALID),
        THROTTLED("429", false, Cause.API_THROTTLED),
        BROKEN("500", false, Cause.API_FAILING),
        GATEWAY("504", false, Cause.API_FAILING),
        RESET("connection", false, Cause.API_UNREACHABLE),
        GATEWAY_AFTER_COMMIT("504", true, Cause.API_FAILING),
        RESET_AFTER_COMMIT("connection", true, Cause.API_UNREACHABLE),
        SILENCE_AFTER_COMMIT("timeout", true, Cause.API_UNREACHABLE);

        private final String code;
        final boolean committed;
        final Cause cause;

        Fault(String code, boolean committed, Cause cause) {
            this.code = code;
            this.committed = committed;
            this.cause = cause;
        }

        ProblemException problem() {
            return new ProblemException(new Problem(
                    Problem.Kind.CLUSTER,
                    "write",
                    "cluster eu-1",
                    "it went wrong (" + code + ")",
                    "Try again.",
                    Optional.of(code)));
        }
    }

    /** The fault happens to the first write that isn't bookkeeping. */
    static final class Faulty extends Between {
        private final Fault fault;
        private boolean over;

        Faulty(FakeCluster cluster, Fault fault) {
            super(cluster);
            this.fault = fault;
        }

        @Override
        <T> T write(String verb, ObjectRef object, Supplier<T> send) {
            if (over || isBookkeeping(object)) {
                return send.get();
            }
            over = true;
            if (fault.committed) {
                var _ = send.get();
            }
            throw fault.problem();
        }
    }

    private static Step step(Effect effect) {
        return switch (effect) {
            case PROBEABLE ->
                Step.change(
                        "make",
                        "Make it",
                        "because",
                        new Action.Create(settings("new", Map.of("x", "1"))),
                        new Check.Exists(NEW),
                        Undo.EXACT,
                        Duration.ofSeconds(30));
            case UNSAFE ->
                Step.change(
                                "seal",
                                "Seal it",
                                "because",
                                new Action.Exec(POD, "main", List.of("seal")),
                                new Check.Exists(POD),
                                new Undo.None("a test"),
                                Duration.ofSeconds(30))
                        .probe(Check.Never.INSTANCE);
            case KEYED -> {
                Step request = Step.change(
                                "order",
                                "Order it",
                                "because",
                                new Action.Http(POD, "http", 80, "POST", "/orders", "{\"key\":\"r0-order\"}"),
                                new Check.Exists(POD),
                                new Undo.None("a test"),
                                Duration.ofSeconds(30))
                        .probe(Check.Never.INSTANCE);
                yield of(request, Effect.KEYED);
            }
            case LOCAL ->
                of(
                        Step.change(
                                        "keep",
                                        "Read its state",
                                        "because",
                                        new Action.Http(POD, "http", 80, "GET", "/state", ""),
                                        new Check.Exists(POD),
                                        Undo.NOTHING_TO_UNDO,
                                        Duration.ofSeconds(30))
                                .probe(Check.Never.INSTANCE),
                        Effect.LOCAL);
            default -> set("one", "a", "2");
        };
    }

    private static Step of(Step step, Effect effect) {
        return new Step(
                step.id(),
                step.title(),
                step.why(),
                step.action(),
                step.before(),
                step.probe(),
                step.done(),
                step.undo(),
                effect,
                step.deadline(),
                step.pointOfNoReturn(),
                step.needs());
    }

    private static long effects(RunRig rig, Effect effect) {
        return rig.cluster.writes().stream()
                .filter(w -> effect == Effect.UNSAFE
                        ? w.verb().equals("exec")
                        : !w.object().equals(POD))
                .count();
    }

    private RunRig rig() {
        RunRig rig = new RunRig(folder);
        rig.cluster.put(Resource.of(Kind.POD, "db", "web-0", Map.of()));
        return rig;
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

    /** Answers whether the step was done, as it is. */
    static Operator knowing(boolean done) {
        return new Operator() {
            @Override
            public Optional<String> confirm(String question, String phrase) {
                return Optional.empty();
            }

            @Override
            public Optional<String> ask(Parameter parameter) {
                return Optional.of(done ? "done" : "not-done");
            }

            @Override
            public boolean present() {
                return true;
            }

            @Override
            public void show(String what, String text) {
                throw new AssertionError("nothing is shown here");
            }
        };
    }

    static Stream<Arguments> faults() {
        return Stream.of(Effect.IDEMPOTENT, Effect.PROBEABLE, Effect.UNSAFE)
                .flatMap(e -> Arrays.stream(Fault.values())
                        // A creation that finds its name taken is no conflict of writers: it is adopted or refused.
                        .filter(f -> e != Effect.PROBEABLE || f != Fault.CONFLICT)
                        .map(f -> Arguments.of(e, f)));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void theCauseIsNamedAndResumedTheEffectIsThereOnce(Effect effect, Fault fault) {
        RunRig rig = rig();
        rig.connection = new Faulty(rig.cluster, fault);
        FrozenPlan plan = rig.plan(step(effect), set("last", "b", "2"));
        RunResult result = run(rig, plan);
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().next()).contains(fault.cause.next());
        assertThat(rig.stored(plan).journal().records())
                .anySatisfy(r -> assertThat(r)
                        .containsEntry("type", "DIAGNOSIS")
                        .extractingByKey("likely")
                        .asString()
                        .contains(fault.cause.name()));
        rig.operator = knowing(fault.committed);
        assertThat(resume(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(effects(rig, effect)).isEqualTo(effect == Effect.UNSAFE ? 1 : 2);
        assertThat(rig.data("b")).isEqualTo("2");
    }

    static Stream<Arguments> faultsOfWhatMayBeRepeated() {
        return Stream.of(Effect.KEYED, Effect.LOCAL)
                .flatMap(e -> Arrays.stream(Fault.values()).map(f -> Arguments.of(e, f)));
    }

    @ParameterizedTest
    @MethodSource("faultsOfWhatMayBeRepeated")
    void whatHasAKeyOrStaysOnThisMachineIsRepeatedAsItWasWithoutAsking(Effect effect, Fault fault) {
        RunRig rig = rig();
        HttpReply fine = new HttpReply(200, "");
        rig.cluster.page(POD, 80, "/orders", fine).page(POD, 80, "/state", fine);
        rig.connection = new Faulty(rig.cluster, fault);
        FrozenPlan plan = rig.plan(step(effect), set("last", "b", "2"));
        RunResult result = run(rig, plan);
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().next()).contains(fault.cause.next());
        rig.operator = Operator.NOBODY;
        assertThat(resume(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
        List<Map<String, Object>> sent = rig.cluster.writes().stream()
                .filter(w -> w.verb().equals("http"))
                .map(w -> w.body().content())
                .toList();
        assertThat(sent).hasSize(fault.committed ? 2 : 1);
        assertThat(Set.copyOf(sent)).hasSize(1);
        assertThat(rig.data("b")).isEqualTo("2");
    }

    @Test
    void anUnsafeStepWhoseAnswerWasLostIsNotRepeatedByItself() {
        RunRig rig = rig();
        rig.connection = new Faulty(rig.cluster, Fault.SILENCE_AFTER_COMMIT);
        FrozenPlan plan = rig.plan(step(Effect.UNSAFE));
        run(rig, plan);
        assertThat(resume(rig, plan).state()).isEqualTo(RunState.FAILED);
        assertThat(effects(rig, Effect.UNSAFE)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"RESET_AFTER_COMMIT", "GATEWAY_AFTER_COMMIT", "RESET"})
    void whatAFailedWriteHasChangedIsTakenBack(Fault fault) {
        RunRig rig = rig();
        rig.connection = new Faulty(rig.cluster, fault);
        FrozenPlan plan = rig.plan(set("one", "a", "2"));
        run(rig, plan);
        try (Journal journal = rig.reopen(plan)) {
            assertThat(rig.reopened(plan, journal).undo().state()).isEqualTo(RunState.ROLLED_BACK);
        }
        assertThat(rig.data("a")).isEqualTo("1");
    }

    @Test
    void aMachinesClockThatIsWrongByTenMinutesChangesNothing() {
        for (int minutes : new int[] {-10, 10}) {
            RunRig rig = new RunRig(folder.resolve("clock" + minutes));
            RunRig other = rig.elsewhere(folder.resolve("other" + minutes));
            rig.cluster.whenWritten(w -> rig.cluster.advance(Duration.ofMinutes(minutes)));
            assertThat(run(rig, rig.plan(set("one", "a", "2"), set("two", "b", "2")))
                            .state())
                    .isEqualTo(RunState.SUCCEEDED);
            assertThat(run(other, other.plan(set("three", "c", "2"))).state()).isEqualTo(RunState.SUCCEEDED);
        }
    }

    @Test
    void aDiskThatIsFullStopsTheRunBeforeItsNextWriteAndItIsResumedWhenThereIsRoom() {
        RunRig rig = rig();
        FrozenPlan plan = rig.plan(set("one", "a", "2"), set("two", "b", "2"));
        rig.disk.recordsToFit = 14;
        assertThatThrownBy(() -> run(rig, plan)).hasMessageContaining("No space left");
        assertThat(rig.data("b")).isEqualTo("1");
        rig.disk.recordsToFit = -1;
        assertThat(resume(rig, plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.data("a") + rig.data("b")).isEqualTo("22");
    }

    @Test
    void aTargetThatIsMadeAnewDuringTheRunIsNotGoneOnWith() {
        RunRig rig = rig();
        rig.cluster.whenWritten(w -> rig.cluster
                .remove(TARGET)
                .put(settings("web", Map.of("a", "1", "b", "1")).with("another", "metadata", "uid")));
        FrozenPlan plan = rig.plan(set("one", "a", "2"));
        assertThat(run(rig, plan).state()).isEqualTo(RunState.FAILED);
        assertThatThrownBy(() -> resume(rig, plan)).hasMessageContaining("made anew by somebody else");
    }
}
