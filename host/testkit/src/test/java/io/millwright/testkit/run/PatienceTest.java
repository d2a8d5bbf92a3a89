package io.millwright.testkit.run;

import static io.millwright.testkit.run.RunRig.set;
import static io.millwright.testkit.run.RunRig.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.diagnosis.Cause;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.RunEvent;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A write that an API server has certainly not done, over what passes by itself within seconds, is asked for again; nothing else is. */
class PatienceTest {
    private static final ObjectRef MADE = ObjectRef.of(Kind.CONFIG_MAP, "db", "made");

    @TempDir
    private Path folder;

    private RunRig rig;
    private Closed way;

    /** What an API server says that doesn't get a write as far as its store. */
    enum Refusal {
        WEBHOOK(
                "500",
                "the API server answered 500: Internal error occurred: failed calling webhook \"w.io\": dial tcp 10.96.48.92:443: connect: connection refused"),
        CERTIFICATE(
                "500",
                "the API server answered 500: Internal error occurred: failed calling webhook \"w.io\": x509: certificate signed by unknown authority"),
        RESTART("refused", "https://eu-1:6443 refused the connection");

        private final String code;
        private final String why;

        Refusal(String code, String why) {
            this.code = code;
            this.why = why;
        }

        ProblemException problem() {
            return new ProblemException(
                    new Problem(Problem.Kind.CLUSTER, "write", "cluster eu-1", why, "Try again.", Optional.of(code)));
        }
    }

    /** Refuses each write that isn't bookkeeping until it is opened. */
    private static final class Closed extends Between {
        private Optional<Refusal> refusal = Optional.empty();
        private int asked;

        Closed(FakeCluster cluster) {
            super(cluster);
        }

        @Override
        <T> T write(String verb, ObjectRef object, Supplier<T> send) {
            if (isBookkeeping(object)) {
                return send.get();
            }
            asked++;
            if (refusal.isPresent()) {
                throw refusal.get().problem();
            }
            return send.get();
        }
    }

    @BeforeEach
    void begin() {
        rig = new RunRig(folder.resolve("state"));
        way = new Closed(rig.cluster);
        rig.connection = way;
    }

    private void opens(int pauses) {
        int[] seen = {0};
        rig.meanwhile = () -> {
            if (++seen[0] == pauses) {
                way.refusal = Optional.empty();
            }
        };
    }

    private RunResult run(FrozenPlan plan) {
        try (Journal journal = rig.begin(plan)) {
            return rig.executor(plan, journal).run("yes");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatPassesWithinSecondsStopsNoRunAndIsTold(Refusal refusal) {
        way.refusal = Optional.of(refusal);
        opens(3);
        FrozenPlan plan = rig.plan(set("one", "a", "2"));
        assertThat(run(plan).state()).isEqualTo(RunState.SUCCEEDED);
        assertThat(rig.data("a")).isEqualTo("2");
        assertThat(way.asked).isEqualTo(4);
        assertThat(rig.events)
                .filteredOn(e -> e instanceof RunEvent.Progress p && p.detail().equals("asking again: " + refusal.why))
                .as("once, as long as it stays the same")
                .hasSize(1);
        assertThat(rig.types(plan)).containsSubsequence("INTENT", "ASKED_AGAIN", "OUTCOME");
    }

    @Test
    void everyKindOfOneWriteIsAskedForAgain() {
        ObjectRef applied = ObjectRef.of(Kind.CONFIG_MAP, "db", "applied");
        List<Step> steps = List.of(
                step("create", new Action.Create(settings("made", Map.of("x", "1"))), new Check.Exists(MADE)),
                step(
                        "apply",
                        new Action.Apply(List.of(settings("applied", Map.of("x", "1"))), false),
                        new Check.Exists(applied)),
                step("delete", new Action.Delete(MADE, Action.Propagation.BACKGROUND), new Check.Absent(MADE)));
        for (Step step : steps) {
            way.refusal = Optional.of(Refusal.WEBHOOK);
            opens(2);
            assertThat(run(rig.plan(step)).state()).as(step.id()).isEqualTo(RunState.SUCCEEDED);
        }
        assertThat(way.asked).isEqualTo(9);
    }

    private static Step make(Duration deadline) {
        return Step.change(
                "make",
                "Make it",
                "because",
                new Action.Create(settings("made", Map.of("x", "1"))),
                new Check.Exists(MADE),
                Undo.EXACT,
                deadline);
    }

    private static Step step(String id, Action action, Check done) {
        return Step.change(id, id, "because", action, done, new Undo.None("a test"), Duration.ofMinutes(5));
    }

    @Test
    void whatStaysSoFailsAfterHalfAMinuteWithItsCauseAndCanBeResumed() {
        way.refusal = Optional.of(Refusal.WEBHOOK);
        FrozenPlan plan = rig.plan(set("one", "a", "2"));
        RunResult result = run(plan);
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        Problem problem = result.problem().orElseThrow();
        assertThat(problem.why()).startsWith("after 30 s: the API server answered 500");
        assertThat(problem.next()).contains(Cause.WEBHOOK_DOWN.next());
        assertThat(way.asked).as("ever more slowly").isBetween(4, 12);
        assertThat(rig.data("a")).isEqualTo("1");
        way.refusal = Optional.empty();
        try (Journal journal = rig.reopen(plan)) {
            assertThat(rig.reopened(plan, journal).resume().state()).isEqualTo(RunState.SUCCEEDED);
        }
        assertThat(rig.data("a")).isEqualTo("2");
    }

    @Test
    void aStepWithLessTimeWaitsNoLonger() {
        way.refusal = Optional.of(Refusal.WEBHOOK);
        RunResult result = run(rig.plan(make(Duration.ofSeconds(5))));
        assertThat(result.problem().orElseThrow().why()).startsWith("after 5 s: ");
    }

    @Test
    void whoStopsTheRunDoesNotWaitForIt() {
        way.refusal = Optional.of(Refusal.WEBHOOK);
        rig.meanwhile = rig.cancellation::request;
        RunResult result = run(rig.plan(set("one", "a", "2")));
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(way.asked).isEqualTo(1);
        assertThat(result.problem().orElseThrow().why()).startsWith("it was stopped while it waited: ");
    }

    @Test
    void whatIsTakenBackIsAskedForAgainToo() {
        FrozenPlan plan = rig.plan(set("one", "a", "2"), make(Duration.ofSeconds(30)), RunRig.stuck());
        assertThat(run(plan).state()).isEqualTo(RunState.FAILED);
        way.refusal = Optional.of(Refusal.WEBHOOK);
        opens(2);
        try (Journal journal = rig.reopen(plan)) {
            assertThat(rig.reopened(plan, journal).undo().state()).isEqualTo(RunState.ROLLED_BACK);
        }
        assertThat(rig.data("a")).isEqualTo("1");
        assertThat(rig.cluster.get(MADE)).isEmpty();
        assertThat(rig.types(plan)).containsSubsequence("COMPENSATE_INTENT", "ASKED_AGAIN", "COMPENSATE_OUTCOME");
    }

    @Test
    void theLockIsLookedAtBeforeEachAttempt() {
        way.refusal = Optional.of(Refusal.WEBHOOK);
        rig.meanwhile = () -> {
            rig.cluster
                    .list(Kind.LEASE, Selector.in("db"))
                    .forEach(l -> rig.cluster.change(l.ref(Kind.LEASE), RunRig::grace));
            if (way.asked == 2) {
                way.refusal = Optional.empty();
            }
        };
        RunResult result = run(rig.plan(set("one", "a", "2")));
        assertThat(result.problem().orElseThrow().why()).contains("the lock was taken over");
        assertThat(rig.data("a")).isEqualTo("1");
    }
}
