package io.millwright.tui;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class IdleLatchTest {
    @Test
    void idle_only_when_all_have_left() throws InterruptedException {
        IdleLatch latch = new IdleLatch();
        assertThat(latch.awaitIdle(Duration.ZERO)).isTrue();
        latch.enter();
        latch.enter();
        latch.leave(1);
        assertThat(latch.awaitIdle(Duration.ZERO)).isFalse();
        Thread last = Thread.ofVirtual().start(() -> latch.leave(1));
        assertThat(latch.awaitIdle(Duration.ofSeconds(10))).isTrue();
        last.join();
        assertThat(latch.busy()).isZero();
    }

    @Test
    void cancellation_runs_each_action_once_also_when_it_comes_late() {
        Cancellation cancellation = new Cancellation();
        AtomicInteger early = new AtomicInteger();
        AtomicInteger late = new AtomicInteger();
        cancellation.onCancel(early::incrementAndGet);
        cancellation.cancel();
        cancellation.cancel();
        cancellation.onCancel(late::incrementAndGet);
        assertThat(early).hasValue(1);
        assertThat(late).hasValue(1);
    }
}
