package io.millwright.postgres;

import static io.millwright.postgres.HealthCase.BACKUP;
import static io.millwright.postgres.HealthCase.condition;
import static io.millwright.postgres.Samples.OPERATOR;
import static io.millwright.postgres.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Finding;
import io.millwright.spi.HealthCheck;
import io.millwright.spi.Instance;
import io.millwright.spi.Remedy;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class HealthTest {
    private final PostgresTool tool = new PostgresTool();

    private List<Finding> findings(HandMadeCluster view) {
        return Stream.of(ORDERS, OPERATOR)
                .filter(ref -> view.get(ref).isPresent())
                .flatMap(ref -> findings(view, Samples.instance(view, ref)).stream())
                .toList();
    }

    private List<Finding> findings(HandMadeCluster view, Instance instance) {
        return tool.healthChecks().stream()
                .filter(h -> h.info().components().contains(instance.component()))
                .flatMap(h -> h.run(instance, view).stream())
                .toList();
    }

    @Test
    void aHealthyInstallationHasNoFindingsButWhatGoesAway() {
        assertThat(findings(Samples.healthy()))
                .extracting(Finding::id)
                .containsExactly("postgres.backup.plugin.in-tree");
    }

    @Test
    void thereAreManyChecksWithStableAndUniqueIds() {
        assertThat(tool.healthChecks()).hasSizeGreaterThanOrEqualTo(16);
        assertThat(tool.healthChecks().stream().map(HealthCheck::info).map(HealthCheck.Info::id))
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("postgres\\.[a-z]+\\.[a-z-]+"));
    }

    @TestFactory
    Stream<DynamicTest> everythingThatIsWrongIsSaid() {
        return Stream.of(
                        AvailabilityCases.operators(),
                        AvailabilityCases.availability(),
                        DurabilityCases.durability(),
                        CapacityCases.capacity(),
                        CapacityCases.rest())
                .flatMap(List::stream)
                .map(c -> DynamicTest.dynamicTest(c.name(), () -> {
                    List<Finding> found = findings(c.change().apply(Samples.healthy()));
                    Finding finding = found.stream()
                            .filter(f -> f.id().equals(c.finding()))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(c.finding() + " is missing among "
                                    + found.stream().map(Finding::id).toList()));
                    assertThat(finding.severity()).isEqualTo(c.severity());
                    assertThat(finding.evidence()).isNotEmpty();
                    assertThat(finding.impact()).isNotBlank();
                    assertThat(finding.remedies()).isNotEmpty();
                    found.stream().flatMap(f -> f.remedies().stream()).forEach(this::remedyExists);
                }));
    }

    private void remedyExists(Remedy remedy) {
        if (remedy instanceof Remedy.Run run) {
            var runbook = tool.runbooks().stream()
                    .filter(r -> r.info().id().equals(run.runbookId()))
                    .findFirst();
            assertThat(runbook).as(run.runbookId()).isPresent();
            assertThat(runbook.orElseThrow().info().parameters().stream().map(p -> p.id()))
                    .containsAll(run.inputs().keySet());
        }
    }

    @Test
    void aBackupThatHasJustBegunIsNoFailure() {
        HandMadeCluster view = condition("LastBackupSucceeded", "False", "BackupStarted", "2026-09-01T11:59:00Z")
                .apply(Samples.healthy());
        assertThat(findings(view)).extracting(Finding::id).doesNotContain("postgres.backup.freshness.failed");
    }

    @Test
    void aPendingBackupThatHasEndedCountsAsCompleted() {
        HandMadeCluster view = Samples.healthy().change(BACKUP, r -> r.with("pending", "status", "phase"));
        assertThat(findings(view))
                .extracting(Finding::id)
                .doesNotContain("postgres.backup.stuck", "postgres.backup.freshness.none");
    }

    @Test
    void withoutADestinationArchivingAndSchedulesSayNothing() {
        HandMadeCluster view =
                Samples.healthy().removeAll(Cnpg.SCHEDULED_BACKUP).change(ORDERS, r -> r.without("spec", "backup"));
        assertThat(findings(view)).extracting(Finding::id).containsExactly("postgres.backup.freshness.unconfigured");
    }

    @Test
    void aChangeThatWasJustMadeIsNotMissed() {
        HandMadeCluster view = Samples.healthy()
                .change(
                        ORDERS,
                        r -> r.with(5, "spec", "instances")
                                .with(
                                        List.of(Map.of("manager", "kubectl", "time", "2026-09-01T11:50:00Z")),
                                        "metadata",
                                        "managedFields"));
        assertThat(findings(view)).extracting(Finding::id).doesNotContain("postgres.cluster.convergence.instances");
    }

    @Test
    void aClusterThatIsGoneIsUnknown() {
        HandMadeCluster view = Samples.healthy();
        Instance orders = Samples.instance(view, ORDERS);
        view.remove(ORDERS);
        assertThat(findings(view, orders)).isNotEmpty().allMatch(f -> f.severity() == Severity.UNKNOWN);
    }
}
