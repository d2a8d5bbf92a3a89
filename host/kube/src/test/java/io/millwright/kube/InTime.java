package io.millwright.kube;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real cluster moves on by itself: it is asked until its answer is yes. */
final class InTime {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private InTime() {}

    /** A busy server's failure is no answer, and is what is told when the time is over. */
    static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<ProblemException> failed = Optional.empty();
            try {
                if (holds.getAsBoolean()) {
                    return;
                }
            } catch (ProblemException look) {
                failed = Optional.of(look);
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + PATIENCE
                        + failed.map(f -> ": " + f.problem().summary()).orElse(""));
            }
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    /** The first handshake of a cold machine may take longer than a connection is waited for. */
    static void answers(ClusterConnection cluster) {
        until(() -> !cluster.view().clusterUid().isEmpty());
    }
}
