package io.millwright.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.diagnosis.Cause;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.journal.RunStore;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.run.Operator;
import io.millwright.engine.run.Pace;
import io.millwright.engine.run.RunExecutor;
import io.millwright.engine.run.RunResult;
import io.millwright.engine.run.RunState;
import io.millwright.testkit.run.FaultyWire.Ask;
import io.millwright.testkit.run.FaultyWire.Fault;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@link FaultTest} shows with exceptions, with bytes: whatever happens to a write on the wire between the whole program and an API server,
 * the run waits as long as it is told, or fails, names the cause and can be resumed; what was asked for is done once.
 */
@Execution(ExecutionMode.CONCURRENT) // a silence is half a minute in which nothing is done
abstract class FaultsOnTheWire extends OnTheWire {
    FaultsOnTheWire(Server server) {
        super(server);
    }

    static Stream<Arguments> faults() {
        return Arrays.stream(Write.values())
                .flatMap(w -> Arrays.stream(Fault.values())
                        // A creation that finds its name taken is no conflict of writers: it is adopted or refused.
                        .filter(f -> w != Write.CREATE || f != Fault.CONFLICT)
                        .map(f -> Arguments.of(w, f)));
    }

    private static Cause cause(Fault fault) {
        return switch (fault) {
            case UNAUTHORIZED -> Cause.LOGIN_REFUSED;
            case FORBIDDEN -> Cause.RBAC_DENIED;
            case CONFLICT -> Cause.CONFLICT_OTHER_WRITER;
            case INVALID -> Cause.INVALID;
            case THROTTLED -> Cause.API_THROTTLED;
            case BROKEN, GATEWAY -> Cause.API_FAILING;
            case WEBHOOK -> Cause.WEBHOOK_DOWN;
            case RESET, ANSWER_LOST, SILENCE -> Cause.API_UNREACHABLE;
        };
    }

    @ParameterizedTest
    @MethodSource("faults")
    @Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theRunFailsNamesTheCauseAndResumedDoesItOnce(Write write, Fault fault) throws Exception {
        RunStore store = new RunStore(folder.resolve("state"), Clock.systemUTC());
        FrozenPlan plan = plan(step(write));
        wire.arm(fault, of(write));
        RunResult result;
        try (Journal journal = store.begin(plan)) {
            result = executor(plan, journal).run("yes");
        }
        assertThat(wire.isArmed()).as("the fault has happened").isFalse();
        if (fault == Fault.THROTTLED || fault == Fault.WEBHOOK) {
            // The answer says when to come again, or that nothing was done.
            assertThat(result.state()).isEqualTo(RunState.SUCCEEDED);
            assertThat(done(write)).hasSize(1);
            return;
        }
        assertThat(result.state()).isEqualTo(RunState.FAILED);
        assertThat(result.problem().orElseThrow().next()).contains(cause(fault).next());

        RunStore.StoredRun stored = store.find(plan.planId()).orElseThrow();
        try (Journal journal = store.reopen(stored)) {
            result =
                    executor(plan, journal).reopened(stored.journal().records()).resume();
        }
        assertThat(result.state()).as("%s", result.problem()).isEqualTo(RunState.SUCCEEDED);
        if (fault == Fault.SILENCE) {
            // The first one arrives now, and finds that it is too late.
            awaitArrival(of(write), 2);
        }
        assertThat(done(write)).as("%s", wire.writes(of(write))).hasSize(1);
    }

    private RunExecutor executor(FrozenPlan plan, Journal journal) {
        return executor(plan, journal, Clock.systemUTC(), Operator.NOBODY);
    }

    private void awaitArrival(Predicate<Ask> of, int count) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (wire.writes(of).size() < count && System.nanoTime() < end) {
            Pace.real().pause(Duration.ofMillis(200));
        }
        assertThat(wire.writes(of)).hasSize(count);
    }
}
