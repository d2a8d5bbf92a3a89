package io.millwright.app;

import io.millwright.engine.run.Pace;
import io.millwright.sandbox.RunningCluster;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A rehearsal's time is the copy's: waiting moves it on, and takes no time of ours. */
record RehearsalTime(RunningCluster cluster) implements Pace {
    @Override
    public long nanos() {
        Instant now = cluster.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public void pause(Duration time) throws InterruptedException {
        cluster.advance(time);
    }

    Clock clock() {
        return cluster.clock();
    }
}
