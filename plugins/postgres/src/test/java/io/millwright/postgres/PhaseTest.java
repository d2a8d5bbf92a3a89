package io.millwright.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.postgres.cnpg.Phase;
import io.millwright.postgres.cnpg.Phase.Meaning;
import io.millwright.spi.Activity;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PhaseTest {
    private final HealthCheck check = new PostgresTool()
            .healthChecks().stream()
                    .filter(h -> h.info().id().equals("postgres.cluster.phase"))
                    .findFirst()
                    .orElseThrow();

    static List<String> phases() throws IOException {
        try (InputStream in = Objects.requireNonNull(PhaseTest.class.getResourceAsStream("/phases-1.30.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static HandMadeCluster in(String phase, String since) {
        return Samples.healthy()
                .change(
                        Samples.ORDERS,
                        r -> r.with(phase, "status", "phase")
                                .with("a reason", "status", "phaseReason")
                                .with(
                                        List.of(Map.of(
                                                "type", "Ready", "status", "False", "lastTransitionTime", since)),
                                        "status",
                                        "conditions"));
    }

    private List<Finding> findings(HandMadeCluster view) {
        return check.run(Samples.instance(view, Samples.ORDERS), view);
    }

    @Test
    void thereAreTwentyFourPhases() throws IOException {
        assertThat(phases()).hasSize(24).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("phases")
    void everyPhaseOfTheOperatorHasAMeaning(String phase) {
        assertThat(Phase.of(phase)).as("add '%s' to phases.yaml", phase).isPresent();
        assertThat(Phase.of(phase).orElseThrow().hint().isEmpty()).isEqualTo(phase.equals(Phase.HEALTHY));
    }

    @ParameterizedTest
    @MethodSource("phases")
    void aPhaseThatHasJustBegunIsJudgedByItsMeaning(String phase) {
        List<Severity> severities = findings(in(phase, "2026-09-01T11:59:58Z")).stream()
                .map(Finding::severity)
                .toList();
        Phase known = Phase.of(phase).orElseThrow();
        List<Severity> expected = switch (known.meaning()) {
            case OK -> List.of();
            case BLOCKED -> List.of(Severity.CRITICAL);
            case USER -> List.of(Severity.WARNING);
            case PROGRESS, WAITING ->
                known.alert() ? List.of(Severity.DEGRADED) : known.down() ? List.of(Severity.INFO) : List.of();
        };
        assertThat(severities).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("phases")
    void aPhaseThatLastsForDaysIsCriticalUnlessItIsHealthyOrWaitsForAUser(String phase) {
        List<Severity> severities = findings(in(phase, "2026-08-20T12:00:00Z")).stream()
                .map(Finding::severity)
                .toList();
        Meaning meaning = Phase.of(phase).orElseThrow().meaning();
        assertThat(severities)
                .isEqualTo(
                        meaning == Meaning.OK
                                ? List.of()
                                : meaning == Meaning.USER ? List.of(Severity.WARNING) : List.of(Severity.CRITICAL));
    }

    @Test
    void twentyMinutesOfProgressAreAWarning() {
        assertThat(findings(in("Creating a new replica", "2026-09-01T11:40:00Z")))
                .extracting(Finding::severity)
                .containsExactly(Severity.WARNING);
    }

    @Test
    void aMajorUpgradeMayTakeAnHour() {
        assertThat(findings(in("Upgrading Postgres major version", "2026-09-01T11:20:00Z")))
                .extracting(Finding::severity)
                .containsExactly(Severity.INFO);
    }

    @Test
    void aPhaseThatNobodyKnowsIsUnknown() {
        assertThat(findings(in("Dancing", "2026-09-01T11:59:00Z")))
                .extracting(Finding::severity)
                .containsExactly(Severity.UNKNOWN);
    }

    @Test
    void aClusterThatNoOperatorTakesUpIsCritical() {
        HandMadeCluster view = Samples.healthy().change(Samples.ORDERS, r -> r.without("status"));
        assertThat(findings(view)).extracting(Finding::id).containsExactly("postgres.cluster.phase.ignored");
    }

    @ParameterizedTest
    @MethodSource("phases")
    void activityFollowsThePhase(String phase) {
        Activity.State state = Samples.instance(in(phase, "2026-09-01T11:59:00Z"), Samples.ORDERS)
                .activity()
                .state();
        Activity.State expected = switch (Phase.of(phase).orElseThrow().meaning()) {
            case OK -> Activity.State.STEADY;
            case PROGRESS, WAITING -> Activity.State.CHANGING;
            case USER -> Activity.State.PAUSED;
            case BLOCKED -> Activity.State.STALLED;
        };
        assertThat(state).isEqualTo(expected);
    }
}
