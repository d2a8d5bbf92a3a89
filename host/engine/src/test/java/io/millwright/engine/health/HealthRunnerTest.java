package io.millwright.engine.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.testing.MapView;
import io.millwright.engine.testing.OneTool;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class HealthRunnerTest {
    private record Asked(String id, Supplier<List<Finding>> answer) implements HealthCheck {
        @Override
        public Info info() {
            return new Info(id, id, Dimension.AVAILABILITY, List.of(), "nothing");
        }

        @Override
        public List<Finding> run(Instance instance, ClusterView cluster) {
            return answer.get();
        }
    }

    private static HealthReport report(Duration limit, HealthCheck... checks) {
        return new HealthRunner(limit)
                .check(OneTool.of("mill", List::of, checks), OneTool.instance("mill", "web"), new MapView());
    }

    @Test
    void aCheckThatThrowsIsAnUnknownFindingAndTheOthersStillCount() {
        HealthReport report =
                report(Duration.ofMinutes(1), new Asked("mill.good", List::of), new Asked("mill.throws", () -> {
                    throw new IllegalStateException("plugin bug");
                }));
        assertThat(report.checks()).isEqualTo(2);
        assertThat(report.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(report.findings()).extracting(Finding::id).containsExactly("mill.throws");
        assertThat(report.findings().getFirst().cause()).contains("plugin bug");
    }

    @Test
    void aCheckThatHangsIsAnUnknownFindingAfterTheLimit() {
        HealthReport report = report(Duration.ofMillis(50), new Asked("mill.hangs", () -> {
            OneTool.hang();
            return List.of();
        }));
        assertThat(report.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(report.findings().getFirst().cause()).contains("no answer within 50 ms");
    }

    @Test
    void withoutASingleCheckNothingIsKnown() {
        assertThat(report(Duration.ofMinutes(1)).severity()).isEqualTo(Severity.UNKNOWN);
    }
}
