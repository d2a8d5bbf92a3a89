package io.millwright.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class LimitTest {
    private final Limit limit = Limit.ofTool(Duration.ofMillis(50));

    @Test
    void codeThatHangsIsTheToolsProblem() {
        assertThatThrownBy(() -> limit.call("plan scale", "eu-1", LimitTest::hang))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().kind()).isEqualTo(Problem.Kind.TOOL);
                    assertThat(e.problem().why()).isEqualTo("no answer within 50 ms");
                });
    }

    private static String hang() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    @Test
    void whatTheCodeThrowsIsPassedOn() {
        assertThatThrownBy(() -> limit.call("plan", "eu-1", () -> {
                    throw new IllegalStateException("bug");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> limit.call("plan", "eu-1", () -> {
                    throw new NoClassDefFoundError("gone");
                }))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void whatTheCodeGivesIsGiven() {
        assertThat(Limit.ofTool(Duration.ofMinutes(1)).call("plan", "eu-1", () -> "plan"))
                .isEqualTo("plan");
    }
}
