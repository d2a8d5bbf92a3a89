package io.millwright.app;

import io.millwright.engine.port.HelmPort;
import io.millwright.sandbox.RunningCluster;
import io.millwright.spi.Action;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Helm on the copy, with the plan's own chart from where the plan takes it. The copy's time moves on while Helm waits for a hook.
 *
 * @param copy Helm on the simulated cluster
 * @param cluster whose time moves
 */
record RehearsalHelm(HelmPort copy, RunningCluster cluster) implements HelmPort {
    /** Without a hook Helm is done before. */
    private static final Duration FIRST = Duration.ofSeconds(3);

    private static final Duration EVERY = Duration.ofMillis(200);
    private static final Duration STEP = Duration.ofSeconds(5);
    /** Of this machine's time, of which a rehearsal may take little. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    @Override
    public Optional<ReleaseState> release(String namespace, String name) {
        return copy.release(namespace, name);
    }

    @Override
    public List<ReleaseState> releases() {
        return copy.releases();
    }

    @Override
    public ReleaseState execute(Action.Helm action, String description, Duration timeout) {
        if (action.verb() != Action.Helm.Verb.UNINSTALL) {
            obtain(action);
        }
        return whileTimeMoves(() -> copy.execute(action, description, limit(timeout)));
    }

    @Override
    public ReleaseState rollBack(Action.HelmRollback action, String description, Duration timeout) {
        return whileTimeMoves(() -> copy.rollBack(action, description, limit(timeout)));
    }

    private static Duration limit(Duration timeout) {
        return timeout.compareTo(LONGEST) < 0 ? timeout : LONGEST;
    }

    private ReleaseState whileTimeMoves(Supplier<ReleaseState> work) {
        try (ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("rehearsal-time").factory())) {
            ScheduledFuture<?> moving = time.scheduleWithFixedDelay(
                    this::moveOn, FIRST.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
            try {
                return work.get();
            } finally {
                moving.cancel(true);
            }
        }
    }

    /** A chart that this machine can't get now says nothing about what Helm would do with it. */
    private void obtain(Action.Helm action) {
        try {
            copy.render(action);
        } catch (ProblemException e) {
            throw RehearsalCluster.stopped(
                    "release " + action.release(),
                    "its chart can't be had or rendered here: " + e.problem().why());
        }
    }

    private void moveOn() {
        try {
            cluster.advance(STEP);
        } catch (InterruptedException e) {
            // Helm is done.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<Resource> render(Action.Helm action) {
        return copy.render(action);
    }
}
