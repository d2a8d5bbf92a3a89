package io.millwright.sandbox.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.sandbox.controller.Fields;
import io.millwright.sandbox.store.DeleteOptions;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkloadsTest extends ControllerScenario {
    @Test
    void aDeploymentBecomesAvailable() throws InterruptedException {
        deployment("web:1", 3);
        cluster.advance(Duration.ofSeconds(5));

        Resource deployment = get(Kind.DEPLOYMENT, "web");
        assertThat(deployment.number("status", "availableReplicas")).contains(3L);
        assertThat(deployment.number("status", "observedGeneration")).contains(deployment.generation());
        assertThat(deployment.condition("Progressing").orElseThrow().text("reason"))
                .contains("NewReplicaSetAvailable");
        assertThat(pods()).hasSize(3).allMatch(p -> p.text("status", "podIP").isPresent());
        assertThat(pods().stream()
                        .map(p -> p.text("spec", "nodeName").orElse(""))
                        .distinct())
                .hasSize(3);
        assertThat(reasons("web"))
                .contains("ScalingReplicaSet", "SuccessfulCreate", "Scheduled", "Pulled", "Created", "Started");
    }

    @Test
    void aNewImageRollsAndUndoneTemplatesReuseTheirReplicaSet() throws InterruptedException {
        deployment("web:1", 3);
        cluster.advance(Duration.ofSeconds(5));
        image("web:2");
        cluster.settle();
        assertThat(get(Kind.DEPLOYMENT, "web").number("status", "availableReplicas"))
                .hasValueSatisfying(n -> assertThat(n).isGreaterThanOrEqualTo(3));
        cluster.advance(Duration.ofSeconds(20));
        assertThat(pods())
                .hasSize(3)
                .allMatch(p -> p.text("spec", "containers", "0", "image").equals(Optional.of("web:2")));

        image("web:1");
        cluster.advance(Duration.ofSeconds(20));
        assertThat(store.list(Kind.REPLICA_SET, Selector.in("default"))).hasSize(2);
        assertThat(get(Kind.DEPLOYMENT, "web").annotation("deployment.kubernetes.io/revision"))
                .contains("3");
        assertThat(get(Kind.DEPLOYMENT, "web").number("status", "updatedReplicas"))
                .contains(3L);
    }

    @Test
    void anImageThatCantBePulledStopsTheRollWithOldPodsServing() throws InterruptedException {
        deployment("web:1", 2);
        cluster.advance(Duration.ofSeconds(5));
        image("web:fault-pull");
        cluster.advance(Duration.ofMinutes(11));

        Resource deployment = get(Kind.DEPLOYMENT, "web");
        assertThat(deployment.number("status", "availableReplicas")).contains(2L);
        assertThat(deployment.condition("Progressing").orElseThrow().text("reason"))
                .contains("ProgressDeadlineExceeded");
        assertThat(pods())
                .anyMatch(p -> p.text("status", "containerStatuses", "0", "state", "waiting", "reason")
                        .equals(Optional.of("ImagePullBackOff")));
    }

    @Test
    void aDeletedDeploymentTakesItsPodsAlong() throws InterruptedException {
        deployment("web:1", 2);
        cluster.advance(Duration.ofSeconds(5));
        store.delete(Kind.DEPLOYMENT, "default", "web", DeleteOptions.DEFAULT);
        cluster.advance(Duration.ofSeconds(5));
        assertThat(pods()).isEmpty();
        assertThat(store.list(Kind.REPLICA_SET, Selector.in("default"))).isEmpty();
    }

    @Test
    void foregroundDeletionKeepsTheOwnerUntilItsPodsAreGone() throws InterruptedException {
        deployment("web:1", 1);
        cluster.advance(Duration.ofSeconds(5));
        store.delete(
                Kind.DEPLOYMENT, "default", "web", DeleteOptions.DEFAULT.with(DeleteOptions.Propagation.FOREGROUND));
        cluster.settle();
        assertThat(store.get(Kind.DEPLOYMENT, "default", "web")).isPresent();
        cluster.advance(Duration.ofSeconds(5));
        assertThat(store.get(Kind.DEPLOYMENT, "default", "web")).isEmpty();
        assertThat(pods()).isEmpty();
    }

    @Test
    void orphanedReplicaSetsGoOn() throws InterruptedException {
        deployment("web:1", 1);
        cluster.advance(Duration.ofSeconds(5));
        store.delete(Kind.DEPLOYMENT, "default", "web", DeleteOptions.DEFAULT.with(DeleteOptions.Propagation.ORPHAN));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(store.list(Kind.REPLICA_SET, Selector.in("default"))).hasSize(1);
        assertThat(pods()).hasSize(1);
    }

    @Test
    void aStatefulSetStartsInOrderWithClaimsAndGrowsThem() throws InterruptedException {
        Map<String, Object> claim = Fields.of(
                "metadata", Map.of("name", "data"),
                "spec",
                        Fields.of(
                                "accessModes",
                                List.of("ReadWriteOnce"),
                                "resources",
                                Map.of("requests", Map.of("storage", "1Gi"))));
        store.create(
                Kind.STATEFUL_SET,
                Resource.of(
                        Kind.STATEFUL_SET,
                        "default",
                        "db",
                        Fields.of(
                                "spec",
                                Fields.of(
                                        "replicas", 2L,
                                        "serviceName", "db",
                                        "selector", Map.of("matchLabels", Map.of("app", "web")),
                                        "template", template("db:1"),
                                        "volumeClaimTemplates", List.of(claim)))));
        cluster.settle();
        assertThat(pods()).extracting(Resource::name).containsExactly("db-0");
        cluster.advance(Duration.ofSeconds(10));
        assertThat(pods()).extracting(Resource::name).containsExactly("db-0", "db-1");
        assertThat(get(Kind.STATEFUL_SET, "db").number("status", "readyReplicas"))
                .contains(2L);
        Resource bound = get(Kind.PERSISTENT_VOLUME_CLAIM, "data-db-0");
        assertThat(bound.text("status", "phase")).contains("Bound");
        assertThat(bound.text("spec", "storageClassName")).contains("standard");
        assertThat(reasons("data-db-0")).contains("ProvisioningSucceeded");

        store.update(Kind.PERSISTENT_VOLUME_CLAIM, bound.with("3Gi", "spec", "resources", "requests", "storage"));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(get(Kind.PERSISTENT_VOLUME_CLAIM, "data-db-0").text("status", "capacity", "storage"))
                .contains("3Gi");

        store.delete(Kind.STATEFUL_SET, "default", "db", DeleteOptions.DEFAULT);
        cluster.advance(Duration.ofSeconds(5));
        assertThat(store.list(Kind.PERSISTENT_VOLUME_CLAIM, Selector.in("default")))
                .hasSize(2);
        store.delete(Kind.PERSISTENT_VOLUME_CLAIM, "default", "data-db-0", DeleteOptions.DEFAULT);
        cluster.advance(Duration.ofSeconds(2));
        assertThat(store.list(Kind.PERSISTENT_VOLUME, Selector.ALL)).hasSize(1);
    }

    @Test
    void aJobCompletesAndItsTimeToLiveEnds() throws InterruptedException {
        store.create(
                Kind.JOB,
                Resource.of(
                        Kind.JOB,
                        "default",
                        "once",
                        Fields.of(
                                "spec",
                                Fields.of(
                                        "ttlSecondsAfterFinished",
                                        60L,
                                        "template",
                                        Fields.of(
                                                "spec",
                                                Fields.of(
                                                        "restartPolicy",
                                                        "Never",
                                                        "containers",
                                                        List.of(Fields.of("name", "c", "image", "job:1"))))))));
        cluster.advance(Duration.ofSeconds(10));
        assertThat(get(Kind.JOB, "once").condition("Complete").orElseThrow().text("status"))
                .contains("True");
        assertThat(pods())
                .singleElement()
                .satisfies(p -> assertThat(p.text("status", "phase")).contains("Succeeded"));
        cluster.advance(Duration.ofSeconds(61));
        assertThat(store.get(Kind.JOB, "default", "once")).isEmpty();
        assertThat(pods()).isEmpty();
    }

    @Test
    void aFailingJobGivesUp() throws InterruptedException {
        store.create(
                Kind.JOB,
                Resource.of(
                        Kind.JOB,
                        "default",
                        "bad",
                        Fields.of(
                                "spec",
                                Fields.of(
                                        "backoffLimit",
                                        1L,
                                        "template",
                                        Fields.of(
                                                "spec",
                                                Fields.of(
                                                        "restartPolicy",
                                                        "Never",
                                                        "containers",
                                                        List.of(Fields.of(
                                                                "name",
                                                                "c",
                                                                "image",
                                                                "job:1",
                                                                "command",
                                                                List.of("sh", "-c", "exit 3")))))))));
        cluster.advance(Duration.ofSeconds(30));
        assertThat(get(Kind.JOB, "bad").condition("Failed").orElseThrow().text("reason"))
                .contains("BackoffLimitExceeded");
    }

    @Test
    void aCronJobRunsOnScheduleAndNotWhileSuspended() throws InterruptedException {
        store.create(
                Kind.CRON_JOB,
                Resource.of(
                        Kind.CRON_JOB,
                        "default",
                        "tick",
                        Fields.of(
                                "spec",
                                Fields.of(
                                        "schedule",
                                        "*/5 * * * *",
                                        "jobTemplate",
                                        Fields.of(
                                                "spec",
                                                Fields.of(
                                                        "template",
                                                        Fields.of(
                                                                "spec",
                                                                Fields.of(
                                                                        "restartPolicy",
                                                                        "OnFailure",
                                                                        "containers",
                                                                        List.of(Fields.of(
                                                                                "name", "c", "image", "job:1"))))))))));
        cluster.advance(Duration.ofMinutes(6));
        assertThat(store.list(Kind.JOB, Selector.in("default"))).hasSize(1);
        assertThat(get(Kind.CRON_JOB, "tick").text("status", "lastScheduleTime"))
                .contains("2026-11-24T10:05:00Z");
        store.update(Kind.CRON_JOB, get(Kind.CRON_JOB, "tick").with(true, "spec", "suspend"));
        cluster.advance(Duration.ofMinutes(10));
        assertThat(store.list(Kind.JOB, Selector.in("default"))).hasSize(1);
    }

    @Test
    void aDaemonSetHasAPodOnEachNode() {
        Resource set = store.require(Kind.DAEMON_SET, "kube-system", "kube-proxy");
        assertThat(set.number("status", "numberReady")).contains(3L);
    }
}
