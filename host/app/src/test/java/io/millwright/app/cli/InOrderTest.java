package io.millwright.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Several lists that are read at once and written one after the other. */
class InOrderTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final List<String> taken = new ArrayList<>();

    private List<Problem> each(List<String> things, Duration patience, Reader reader) {
        return InOrder.<String, String>each(
                things, patience, reader::read, t -> problem(t + " is late"), (t, part) -> taken.add(t + part));
    }

    private interface Reader {
        void read(String thing, Consumer<String> parts);
    }

    private static Problem problem(String why) {
        return Problem.user("read", "a test", why, "Wait.");
    }

    @Test
    void theFirstOnesPartsComeFirstEvenIfTheyComeLast() {
        CountDownLatch other = new CountDownLatch(1);
        assertThat(each(List.of("a", "b"), LONG, (thing, parts) -> {
                    if (thing.equals("a")) {
                        await(other);
                    }
                    parts.accept("1");
                    other.countDown();
                    parts.accept("2");
                }))
                .isEmpty();
        assertThat(taken).containsExactly("a1", "a2", "b1", "b2");
    }

    @Test
    void whoIsAheadStops() {
        AtomicInteger written = new AtomicInteger();
        AtomicInteger ahead = new AtomicInteger();
        InOrder.<String, Integer>each(
                List.of("a"),
                LONG,
                (_, parts) -> {
                    for (int i = 1; i <= 1000; i++) {
                        ahead.accumulateAndGet(i - written.get(), Math::max);
                        parts.accept(i);
                    }
                },
                t -> problem(t + " is late"),
                (_, part) -> written.set(part));
        assertThat(written).hasValue(1000);
        assertThat(ahead.get()).isLessThan(5);
    }

    @Test
    void oneThatFailsOrIsLateIsAProblemAndTheOthersAreRead() {
        CountDownLatch never = new CountDownLatch(1);
        List<Problem> problems = each(List.of("late", "bad", "good"), Duration.ofMillis(200), (thing, parts) -> {
            switch (thing) {
                case "late" -> await(never);
                case "bad" -> throw new ProblemException(problem("it is bad"));
                default -> parts.accept("1");
            }
        });
        assertThat(problems).extracting(Problem::why).containsExactly("late is late", "it is bad");
        assertThat(taken).containsExactly("good1");
    }

    @Test
    void aFaultIsNotSwallowed() {
        assertThatThrownBy(() -> each(List.of("a"), LONG, (thing, parts) -> {
                    throw new IllegalStateException("broken");
                }))
                .hasMessage("broken");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException leftAlone) {
            Thread.currentThread().interrupt();
        }
    }
}
