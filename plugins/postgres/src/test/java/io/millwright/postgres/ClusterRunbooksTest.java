package io.millwright.postgres;

import static io.millwright.postgres.Samples.OPERATOR;
import static io.millwright.postgres.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.kit.Yaml;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.Action;
import io.millwright.spi.Constraint;
import io.millwright.spi.Danger;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Parameter;
import io.millwright.spi.Plan;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Runbook;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterRunbooksTest extends RunbookBench {
    @Test
    void idsAreUnique() {
        assertThat(tool.runbooks().stream().map(r -> r.info().id()))
                .doesNotHaveDuplicates()
                .contains("install-operator", "create-cluster", "scale", "backup-now", "schedule-backups", "uninstall");
        for (Runbook r : tool.runbooks()) {
            assertThat(r.info().parameters()).extracting(Parameter::id).doesNotHaveDuplicates();
            assertThat(r.info().hazards()).isNotEmpty();
        }
    }

    @Test
    void scalesUp() {
        Plan plan = plan(Samples.healthy(), "scale", Map.of("instances", "5"));
        assertThat(plan.title()).isEqualTo("Scale postgres db/orders on eu-1: 3 → 5 instances");
        assertThat(plan.danger()).isEqualTo(Danger.REVERSIBLE);
        assertThat(titles(plan))
                .containsExactly(
                        "settled: cluster healthy, 3/3 ready",
                        "set-instances: Cluster db/orders  spec.instances 3 → 5",
                        "ready: 5 of 5 instances ready",
                        "streaming: 4 standbys streaming");
        assertThat(plan.steps().get(1).action())
                .isEqualTo(new Action.Patch(
                        new ObjectRef(Cnpg.CLUSTER, "db", "orders", Optional.of("6f1c")),
                        Map.of("spec", Map.of("instances", 5L)),
                        List.of(),
                        ""));
        assertThat(plan.steps().get(1).undo()).isEqualTo(Undo.EXACT);
        assertThat(plan.consequences()).contains("creates 2 pods and as many volumes of 50Gi", "restarts none");
        assertThat(plan.risks()).extracting(r -> r.id()).containsExactly("nodes");
        assertThat(plan.target().generation()).isEqualTo(3);
    }

    @Test
    void scalingDownIsDestructiveAndSaysWhichVolumesGo() {
        Plan plan = plan(Samples.healthy(), "scale", Map.of("instances", "2"));
        assertThat(plan.danger()).isEqualTo(Danger.DESTRUCTIVE);
        assertThat(plan.consequences()).contains("deletes 1 pods and their volumes, orders-3 first");
        assertThat(plan.steps().get(1).undo()).isInstanceOf(Undo.BestEffort.class);
        assertThat(plan.risks()).extracting(r -> r.id()).contains("volumes", "two");
    }

    @Test
    void theBudgetFollowsTheNumberOfInstances() {
        HandMadeCluster single = Samples.healthy()
                .change(ORDERS, r -> r.with(1, "spec", "instances").with(false, "spec", "enablePDB"));
        assertThat(titles(plan(single, "scale", Map.of("instances", "3"))))
                .endsWith("budget: Cluster db/orders  spec.enablePDB false → true");
        assertThat(titles(plan(Samples.healthy(), "scale", Map.of("instances", "1"))))
                .endsWith("budget: Cluster db/orders  spec.enablePDB true → false");
        // Somebody who runs several without one has decided so.
        HandMadeCluster several = Samples.healthy().change(ORDERS, r -> r.with(false, "spec", "enablePDB"));
        assertThat(plan(several, "scale", Map.of("instances", "5")).steps())
                .extracting(Step::id)
                .doesNotContain("budget");
    }

    @Test
    void scalingBelowTheSynchronousStandbysIsRefused() {
        HandMadeCluster view =
                Samples.healthy().change(ORDERS, r -> r.with(2, "spec", "postgresql", "synchronous", "number"));
        assertThatThrownBy(() -> plan(view, "scale", Map.of("instances", "2")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("synchronous");
    }

    @Test
    void scalingToTheSameNumberIsRefused() {
        assertThatThrownBy(() -> plan(Samples.healthy(), "scale", Map.of("instances", "3")))
                .hasMessageContaining("3 instances already");
    }

    @Test
    void scalingIsBlockedWhileSomethingElseGoesOn() {
        assertThat(constraints(Samples.healthy(), "scale")).isEmpty();
        assertThat(constraints(
                        Samples.healthy().change(ORDERS, r -> r.with("Failing over", "status", "phase")), "scale"))
                .containsExactly("unsettled");
        assertThat(constraints(Samples.healthy().change(OPERATOR, r -> r.without("status")), "scale"))
                .containsExactly("operator-down");
        assertThat(constraints(
                        Samples.healthy()
                                .change(ORDERS, r -> r.with("[\"orders-2\"]", "metadata", "annotations", Cnpg.FENCED)),
                        "scale"))
                .containsExactly("fenced");
        assertThat(constraints(
                        Samples.healthy()
                                .change(
                                        ORDERS,
                                        r -> r.with("disabled", "metadata", "annotations", Cnpg.RECONCILIATION)),
                        "scale"))
                .containsExactly("paused");
    }

    @Test
    void whatCannotBeReadIsSaidToBeUnknown() {
        HandMadeCluster view = Samples.healthy();
        Instance orders = Samples.instance(view, ORDERS);
        view.forbid(Kind.DEPLOYMENT);
        assertThat(runbook("scale").constraints(Optional.of(orders), view))
                .extracting(Constraint::kind)
                .containsExactly(Constraint.Kind.CANNOT_TELL);
    }

    @Test
    void backsUpWithTheMethodThatTheClusterHas() {
        Plan plan = plan(Samples.healthy(), "backup-now", Map.of("from", "primary"));
        assertThat(plan.title()).isEqualTo("Back up postgres db/orders on eu-1 now");
        assertThat(plan.steps().getFirst().action()).isEqualTo(new Action.Create(Yaml.document("""
                        apiVersion: postgresql.cnpg.io/v1
                        kind: Backup
                        metadata: {name: orders-k7q2f, namespace: db}
                        spec: {cluster: {name: orders}, method: barmanObjectStore, target: primary}
                        """, "expected")));
    }

    @Test
    void aBackupIsBlockedWhileItCouldNotBeRestored() {
        HandMadeCluster view = Samples.healthy()
                .change(
                        ORDERS,
                        r -> r.with(
                                List.of(Map.of("type", "ContinuousArchiving", "status", "False")),
                                "status",
                                "conditions"));
        assertThat(constraints(view, "backup-now")).containsExactly("archiving");
        assertThat(constraints(Samples.healthy().change(ORDERS, r -> r.without("spec", "backup")), "backup-now"))
                .containsExactly("no-destination");
    }

    @Test
    void schedulesWithSixFields() {
        Plan plan = plan(
                Samples.healthy(), "schedule-backups", Map.of("frequency", "weekly", "weekday", "friday", "hour", "3"));
        assertThat(plan.title()).isEqualTo("Schedule backups of postgres db/orders on eu-1: every friday at 03:00 UTC");
        assertThat(titles(plan))
                .containsExactly(
                        "schedule: ScheduledBackup db/orders-scheduled  0 0 3 * * 5",
                        "planned: the next run is set",
                        "first-ended: the first backup has ended",
                        "first: the first backup is complete");
        assertThat(plan.consequences()).contains("kept: 30d (spec.backup.retentionPolicy)");
    }

    @Test
    void aScheduleThatNeverComesIsRefused() {
        assertThatThrownBy(() -> plan(
                        Samples.healthy(), "schedule-backups", Map.of("frequency", "custom", "cron", "0 0 2 31 2 *")))
                .hasMessageContaining("never comes");
        assertThatThrownBy(() -> plan(
                        Samples.healthy(), "schedule-backups", Map.of("frequency", "custom", "cron", "0 0 25 * * *")))
                .hasMessageContaining("not within 0 to 23");
    }

    @Test
    void fiveFieldsAreRefusedByTheForm() {
        Parameter cron = runbook("schedule-backups").info().parameters().stream()
                .filter(p -> p.id().equals("cron"))
                .findFirst()
                .orElseThrow();
        assertThat(cron.refusal("0 2 * * *")).isPresent();
        assertThat(cron.refusal("0 0 2 * * *")).isEmpty();
    }

    @Test
    void anExistingScheduleOfTheClusterIsChangedInPlace() {
        Plan plan = plan(Samples.healthy(), "schedule-backups", Map.of("name", "orders-daily"));
        assertThat(plan.steps().getFirst().action()).isInstanceOf(Action.Patch.class);
    }

    @Test
    void setsADestinationOfAClusterThatHasNone() {
        HandMadeCluster view = Samples.healthy().change(ORDERS, r -> r.without("spec", "backup"));
        Plan plan = plan(
                view, "set-backup-destination", Map.of("backup-path", "s3://b/o", "backup-endpoint", "http://s3:9000"));
        assertThat(titles(plan))
                .containsExactly(
                        "settled: cluster healthy",
                        "set-destination: Cluster db/orders  spec.backup",
                        "settled-again: cluster healthy",
                        "archiving: WAL arrives in the store");
        Plan byPlugin = plan(withPlugin(), "set-backup-destination", Map.of("backup-path", "s3://b/o"));
        assertThat(byPlugin.danger()).isEqualTo(Danger.DISRUPTIVE);
        assertThat(titles(byPlugin))
                .contains("store: ObjectStore db/orders-store", "set-destination: Cluster db/orders  spec.plugins");
    }

    @Test
    void restartsWithTheTokenAsTrigger() {
        Plan plan = plan(Samples.healthy(), "restart", Map.of());
        assertThat(((Action.Annotate) plan.steps().get(1).action()).annotations())
                .isEqualTo(Map.of(Cnpg.RESTARTED_AT, "millwright-k7q2f"));
    }

    @Test
    void switchesOverToAStandby() {
        Plan plan = plan(Samples.healthy(), "switchover", Map.of("to", "orders-2"));
        assertThat(plan.title()).isEqualTo("Switch postgres db/orders on eu-1 over: orders-1 → orders-2");
        Action.Patch patch = (Action.Patch) plan.steps().get(1).action();
        assertThat(patch.subresource()).isEqualTo("status");
        assertThat(plan.steps().get(1).needs()).hasSize(1);
    }

    @Test
    void hibernatesAndWakes() {
        Plan plan = plan(Samples.healthy(), "hibernate", Map.of());
        assertThat(titles(plan)).startsWith("suspend-orders-daily: ScheduledBackup db/orders-daily  spec.suspend true");
        HandMadeCluster asleep = Samples.healthy()
                .change(ORDERS, r -> r.with("on", "metadata", "annotations", Cnpg.HIBERNATION))
                .change(
                        ObjectRef.of(Cnpg.SCHEDULED_BACKUP, "db", "orders-daily"),
                        r -> r.with(true, "spec", "suspend"));
        assertThat(titles(plan(asleep, "wake", Map.of())))
                .contains("resume-orders-daily: ScheduledBackup db/orders-daily  spec.suspend false");
        assertThat(constraints(asleep, "scale")).containsExactly("hibernated");
        assertThat(constraints(Samples.healthy(), "wake")).containsExactly("awake");
    }

    @Test
    void uninstallsAndKeepsTheData() {
        Plan plan = plan(Samples.healthy(), "uninstall", Map.of());
        assertThat(titles(plan))
                .containsExactly(
                        "make-backup: make Backup db/orders-k7q2f",
                        "ended: the backup has ended",
                        "completed: backup complete",
                        "retain-orders-1: PersistentVolume pv-orders-1  reclaim policy Retain",
                        "retain-orders-2: PersistentVolume pv-orders-2  reclaim policy Retain",
                        "retain-orders-3: PersistentVolume pv-orders-3  reclaim policy Retain",
                        "suspend-orders-daily: ScheduledBackup db/orders-daily  spec.suspend true",
                        "hibernate: Cluster db/orders  annotation cnpg.io/hibernation on",
                        "hibernated: all pods stopped",
                        "delete: delete Cluster db/orders without what it owns",
                        "kept: 3 claims are kept",
                        "delete-scheduledbackup-orders-daily: delete ScheduledBackup db/orders-daily");
        Step delete = plan.steps().get(9);
        assertThat(((Action.Delete) delete.action()).propagation()).isEqualTo(Action.Propagation.ORPHAN);
        assertThat(delete.pointOfNoReturn()).isTrue();
        Resource again = ((Action.Apply) ((Undo.BestEffort) delete.undo()).action())
                .objects()
                .getFirst();
        assertThat(again.at("status")).isEmpty();
        assertThat(again.uid()).isEmpty();
    }
}
