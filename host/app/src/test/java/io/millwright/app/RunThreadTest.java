package io.millwright.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.run.Cancellation;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RunThreadTest {
    private final Cancellation cancellation = new Cancellation();

    @Test
    void anInterruptIsARequestToStopAndTheRunReachesItsEnd() {
        AtomicBoolean interrupted = new AtomicBoolean();
        AtomicBoolean ended = new AtomicBoolean();
        Thread.currentThread().interrupt();
        RunThread.execute(cancellation, () -> {
            while (!cancellation.requested()) {
                Thread.onSpinWait();
            }
            interrupted.set(Thread.currentThread().isInterrupted());
            ended.set(true);
        });
        assertThat(ended).isTrue();
        assertThat(interrupted).isFalse();
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void whatTheRunThrowsIsPassedOn() {
        assertThatThrownBy(() -> RunThread.execute(cancellation, () -> {
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class);
    }
}
