package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.spi.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whether a server is there. */
@Timeout(60)
class PulseTest {
    private final BlockingQueue<Problem> away = new LinkedBlockingQueue<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    @AutoClose
    private final FakeApiServer server = FakeApiServer.start();

    @TempDir
    private Path folder;

    private Pulse pulse(Duration every) throws IOException {
        return new Pulse(server.transport(folder, "{}"), every, work -> {
            Thread thread = Thread.ofVirtual().unstarted(work);
            threads.add(thread);
            return thread;
        });
    }

    @Test
    void anyAnswerIsASignOfLife() throws Exception {
        server.answer("GET /livez", FakeApiServer.Answer.failure(403, "Forbidden", "not for you", ""));
        try (var _ = pulse(Duration.ofMillis(5)).listen(away::add)) {
            while (server.requests().size() < 3) {
                Thread.onSpinWait();
            }
            assertThat(away).isEmpty();
        }
    }

    @Test
    void allWhoWantToKnowAreToldAndNobodyElse() throws Exception {
        server.drop("/livez");
        Pulse pulse = pulse(Duration.ofMillis(5));
        try (var _ = pulse.listen(away::add)) {
            assertThat(away.poll(10, TimeUnit.SECONDS)).isNotNull();
            BlockingQueue<Problem> second = new LinkedBlockingQueue<>();
            try (var _ = pulse.listen(second::add)) {
                assertThat(second.poll(10, TimeUnit.SECONDS)).isNotNull();
            }
            second.clear();
            away.clear();
            assertThat(away.poll(10, TimeUnit.SECONDS)).isNotNull();
            assertThat(second).as("it has left").hasSizeLessThan(2);
        }
    }

    /** A watch ends and the next begins; each would leave one behind that asks as well. */
    @Test
    void whoeverComesAndGoesOneAloneAsks() throws Exception {
        server.answer("GET /livez", FakeApiServer.Answer.of(200, "ok"));
        Pulse pulse = pulse(Duration.ofMinutes(5));
        for (int i = 0; i < 200; i++) {
            pulse.listen(away::add).close();
        }
        try (var _ = pulse.listen(away::add)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (alive() > 1 && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            assertThat(alive()).isEqualTo(1);
        }
    }

    private long alive() {
        return threads.stream().filter(Thread::isAlive).count();
    }
}
