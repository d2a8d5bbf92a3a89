package io.millwright.postgres;

import static io.millwright.postgres.Samples.OPERATOR;
import static io.millwright.postgres.Samples.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.postgres.named.Questions;
import io.millwright.spi.Check;
import io.millwright.spi.CheckResult;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class QuestionsTest {
    private final PostgresTool tool = new PostgresTool();

    private CheckResult ask(Check check, HandMadeCluster view) {
        Check.Named named = (Check.Named) check;
        return Objects.requireNonNull(tool.namedChecks().get(named.id())).evaluate(named.arguments(), view);
    }

    private static PgCluster orders(HandMadeCluster view) {
        return PgCluster.read(view, "db", "orders").orElseThrow();
    }

    @Test
    void aHealthyClusterIsSettled() {
        CheckResult result = ask(Questions.settled("db", "orders", 3), Samples.healthy());
        assertThat(result.holds()).isTrue();
        assertThat(result.message()).isEqualTo("3/3 ready, primary orders-1");
        assertThat(result.evidence()).isNotEmpty();
    }

    @Test
    void itIsNotSettledWhileAnythingIsStillMoving() {
        Check settled = Questions.settled("db", "orders", 3);
        assertThat(ask(settled, new HandMadeCluster())).isInstanceOf(CheckResult.NotHolds.class);
        assertThat(ask(Questions.settled("db", "orders", 4), Samples.healthy()).message())
                .isEqualTo("spec.instances is 3, not 4");
        // All ready although the phase still waits.
        assertThat(ask(
                                settled,
                                Samples.healthy()
                                        .change(
                                                ORDERS,
                                                r -> r.with(
                                                        "Waiting for the instances to become active",
                                                        "status",
                                                        "phase")))
                        .holds())
                .isFalse();
        // The phase still says healthy although the operator hasn't seen the new number.
        assertThat(ask(
                                Questions.settled("db", "orders", 5),
                                Samples.healthy().change(ORDERS, r -> r.with(5, "spec", "instances")))
                        .holds())
                .isFalse();
        assertThat(ask(settled, Samples.healthy().change(ORDERS, r -> r.with("orders-2", "status", "targetPrimary")))
                        .message())
                .isEqualTo("the primary is changing to orders-2");
        // The operator counts an instance no more that it has deleted, and says a moment later that it waits.
        ObjectRef third = ObjectRef.of(Kind.POD, "db", "orders-3");
        assertThat(ask(
                                settled,
                                Samples.healthy()
                                        .change(
                                                third,
                                                r -> r.with("2026-09-01T02:00:00Z", "metadata", "deletionTimestamp")))
                        .message())
                .isEqualTo("orders-3 is being taken away");
        assertThat(ask(settled, Samples.healthy().change(ORDERS, r -> r.without("status", "readyInstances")))
                        .holds())
                .isFalse();
    }

    @Test
    void streamingIsWhatThePrimarySays() {
        Check streaming = Questions.streaming("db", "orders", 3);
        assertThat(ask(streaming, Samples.healthy()).message()).isEqualTo("2 of 2 standbys stream");
        assertThat(ask(Questions.streaming("db", "orders", 4), Samples.healthy())
                        .holds())
                .isFalse();
        assertThat(ask(streaming, Samples.healthy().noPage("orders-1", 8000)))
                .isInstanceOf(CheckResult.CannotTell.class);
    }

    @Test
    void onlyACompletedBackupIsComplete() {
        String name = "orders-daily-20260901020000";
        ObjectRef ref = ObjectRef.of(Cnpg.BACKUP, "db", name);
        assertThat(ask(Questions.backupCompleted("db", name), Samples.healthy()).holds())
                .isTrue();
        assertThat(ask(Questions.backupCompleted("db", "other"), Samples.healthy())
                        .holds())
                .isFalse();
        HandMadeCluster failed =
                Samples.healthy().change(ref, r -> r.with(Map.of("phase", "failed", "error", "no space"), "status"));
        assertThat(ask(Questions.backupCompleted("db", name), failed).message())
                .isEqualTo(name + " is failed: no space");
        assertThat(ask(Questions.scheduledBackupCompleted("db", "orders-daily"), Samples.healthy())
                        .holds())
                .isTrue();
        assertThat(ask(Questions.scheduledBackupCompleted("db", "orders-weekly"), Samples.healthy())
                        .holds())
                .isFalse();
    }

    @Test
    void anOperatorWithoutAPodIsNotAvailable() {
        assertThat(ask(Questions.operatorAvailable(), Samples.healthy()).holds())
                .isTrue();
        assertThat(ask(Questions.operatorAvailable(), Samples.healthy().change(OPERATOR, r -> r.without("status")))
                        .holds())
                .isFalse();
        assertThat(ask(Questions.operatorAvailable(), new HandMadeCluster()).message())
                .isEqualTo("no operator is installed");
    }

    @Test
    void webhooksAreReadyWithTheirAuthority() {
        assertThat(ask(Questions.webhooksReady(), Samples.healthy()).holds()).isTrue();
        assertThat(ask(Questions.webhooksReady(), new HandMadeCluster()).holds())
                .isFalse();
    }

    /** The API server reaches the operator only by its Service: until then health is Critical, and every write is refused. */
    @Test
    void webhooksAreNotReadyWhileNobodyAnswersBehindTheirService() {
        assertThat(ask(Questions.webhooksReady(), Samples.healthy().removeAll(Samples.ENDPOINT_SLICE))
                        .message())
                .isEqualTo("Service cnpg-webhook-service has no ready endpoint yet");
        ObjectRef service = ObjectRef.of(Kind.SERVICE, "cnpg-system", Cnpg.WEBHOOK_SERVICE);
        assertThat(ask(Questions.webhooksReady(), Samples.healthy().remove(service))
                        .message())
                .isEqualTo("Service cnpg-webhook-service is not there");
        assertThat(ask(Questions.webhooksReady(), Samples.healthy().withoutKind(Samples.ENDPOINT_SLICE))
                        .holds())
                .as("where nobody can tell, it isn't waited for")
                .isTrue();
    }

    @Test
    void restartedMeansEveryPod() {
        HandMadeCluster view = Samples.healthy();
        Check restarted = Questions.restarted(orders(view), "millwright-x");
        for (int i = 1; i <= 3; i++) {
            assertThat(ask(restarted, view).holds()).isFalse();
            view.change(
                    ObjectRef.of(Kind.POD, "db", "orders-" + i),
                    r -> r.with("millwright-x", "metadata", "annotations", Cnpg.RESTARTED_AT));
        }
        assertThat(ask(restarted, view).holds()).isTrue();
    }

    @Test
    void claimsAreKeptWhenTheyBelongToNobodyAndCanBeAdopted() {
        ObjectRef claim = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, "db", "orders-1");
        HandMadeCluster view =
                Samples.healthy().change(claim, r -> r.with("1", "metadata", "annotations", "cnpg.io/nodeSerial"));
        Check kept = Questions.claimsKept("db", "orders", List.of("orders-1"));
        assertThat(ask(kept, view).holds()).isTrue();
        view.change(
                claim,
                r -> r.with(List.of(Map.of("kind", "Cluster", "name", "orders")), "metadata", "ownerReferences"));
        assertThat(ask(kept, view).message()).contains("still belongs");
        assertThat(ask(kept, view.remove(claim)).message()).contains("gone");
    }
}
