package io.millwright.postgres;

import static io.millwright.postgres.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Check;
import io.millwright.spi.Plan;
import io.millwright.spi.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever restarts instances ends when the standbys follow again: a standby that is ready but doesn't stream is a finding, and stops the next runbook. */
class EndsStreamingTest extends RunbookBench {
    private static final Check STREAMING = Questions.streaming("db", "orders", 3);

    static Stream<Arguments> restarting() {
        return Stream.of(
                Arguments.of("restart", Map.of()),
                Arguments.of("restart", Map.of("which", "primary")),
                Arguments.of("restart", Map.of("which", "orders-2")),
                Arguments.of("change-resources", Map.of("cpu", "2")),
                Arguments.of("configure", Map.of("set", "max_connections=300")),
                Arguments.of("upgrade-minor", Map.of("image", "ghcr.io/cloudnative-pg/postgresql:18.5-system-trixie")),
                Arguments.of("upgrade-major", Map.of("image", "ghcr.io/cloudnative-pg/postgresql:19.1-system-trixie")));
    }

    @ParameterizedTest
    @MethodSource("restarting")
    void standbysFollowWhenItEnds(String id, Map<String, String> answers) {
        assertThat(asks(plan(Samples.healthy(), id, answers))).as(id).contains(STREAMING);
    }

    @Test
    void nothingIsAskedOfStandbysThatArentThereOrKeepTheirPlace() {
        HandMadeCluster single = Samples.healthy().change(ORDERS, r -> r.with(1, "spec", "instances"));
        assertThat(asks(plan(single, "restart", Map.of()))).noneMatch(EndsStreamingTest::streams);
        assertThat(asks(plan(Samples.healthy(), "configure", Map.of("set", "work_mem=8MB"))))
                .noneMatch(EndsStreamingTest::streams);
    }

    @Test
    void aSidecarThatEveryInstanceGetsIsWaitedForBeforeTheClusterIsBelieved() {
        Plan plan = plan(withPlugin(), "set-backup-destination", Map.of("backup-path", "s3://b/o"));
        assertThat(plan.steps().stream().map(Step::id))
                .containsSubsequence("set-destination", "sidecars", "settled-again", "streaming", "archiving");
    }

    @Test
    void aFenceThatIsLiftedLeavesAClusterAtRest() {
        HandMadeCluster fenced = Samples.healthy()
                .change(
                        ORDERS,
                        r -> r.with("[\"orders-2\"]", "metadata", "annotations", Cnpg.FENCED)
                                .with(2, "status", "readyInstances"));
        PgCluster orders = PgCluster.read(fenced, "db", "orders").orElseThrow();
        assertThat(asks(plan(fenced, "unfence", Map.of()))).contains(Questions.settled(orders), STREAMING);
        HandMadeCluster worse = fenced.change(ORDERS, r -> r.with(1, "status", "readyInstances"));
        assertThat(plan(worse, "unfence", Map.of()).steps().stream().map(Step::id))
                .as("what else is amiss isn't for the lifting of a fence to wait for")
                .containsExactly("unfence", "ready-orders-2");
    }

    private static boolean streams(Check check) {
        return check instanceof Check.Named named && named.id().equals("postgres.streaming");
    }

    private static List<Check> asks(Plan plan) {
        return plan.steps().stream().skip(1).flatMap(s -> parts(s.done())).toList();
    }

    private static Stream<Check> parts(Check check) {
        return check instanceof Check.All all
                ? all.checks().stream().flatMap(EndsStreamingTest::parts)
                : Stream.of(check);
    }
}
