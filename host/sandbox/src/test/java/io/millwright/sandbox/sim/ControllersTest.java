package io.millwright.sandbox.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.sandbox.controller.Fields;
import io.millwright.sandbox.store.DeleteOptions;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ControllersTest {
    private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
    private static final Kind SLICE = Kind.of("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices");

    private final SimulatedClock clock = SimulatedClock.standing(START, InstantSource.fixed(START));
    private final ObjectStore store = new ObjectStore(clock);
    private final ClusterRuntime cluster = ClusterRuntime.prepare("t", store, clock, List.of());

    @BeforeEach
    void settled() throws InterruptedException {
        cluster.start(Optional.of("healthy"), false, 1);
        cluster.advance(Duration.ofSeconds(10));
    }

    @AfterEach
    void nothingWentWrong() {
        cluster.close();
        assertThat(cluster.problems()).isEmpty();
    }

    private Resource get(Kind kind, String name) {
        return store.require(kind, "default", name);
    }

    private List<Resource> pods() {
        return store.list(Kind.POD, Selector.in("default"));
    }

    private List<String> reasons(String name) {
        return store.list(Kind.EVENT, Selector.in("default")).stream()
                .filter(e -> e.text("involvedObject", "name").orElse("").startsWith(name))
                .map(e -> e.text("reason").orElse(""))
                .distinct()
                .toList();
    }

    private static Map<String, Object> template(String image) {
        return Fields.of(
                "metadata", Map.of("labels", Map.of("app", "web")),
                "spec",
                        Map.of(
                                "containers",
                                List.of(Fields.of(
                                        "name",
                                        "web",
                                        "image",
                                        image,
                                        "ports",
                                        List.of(Fields.of("containerPort", 8080L))))));
    }

    private void deployment(String image, long replicas) {
        store.create(
                Kind.DEPLOYMENT,
                Resource.of(
                        Kind.DEPLOYMENT,
                        "default",
                        "web",
                        Fields.of(
                                "spec",
                                Fields.of(
                                        "replicas", replicas,
                                        "selector", Map.of("matchLabels", Map.of("app", "web")),
                                        "template", template(image)))));
    }

    private void image(String image) {
        Resource now = get(Kind.DEPLOYMENT, "web");
        store.update(Kind.DEPLOYMENT, now.with(template(image), "spec", "template"));
    }

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
    void aPodThatNoNodeFitsSaysWhy() throws InterruptedException {
        store.create(
                Kind.POD,
                Resource.of(
                        Kind.POD,
                        "default",
                        "big",
                        Fields.of(
                                "spec",
                                Map.of(
                                        "containers",
                                        List.of(Fields.of(
                                                "name",
                                                "big",
                                                "image",
                                                "big:1",
                                                "resources",
                                                Map.of("requests", Map.of("cpu", "64"))))))));
        cluster.advance(Duration.ofSeconds(2));
        assertThat(get(Kind.POD, "big").text("status", "phase")).contains("Pending");
        assertThat(get(Kind.POD, "big")
                        .condition("PodScheduled")
                        .orElseThrow()
                        .text("message")
                        .orElse(""))
                .startsWith("0/3 nodes are available: 3 Insufficient cpu.");
        assertThat(reasons("big")).containsExactly("FailedScheduling");
    }

    @Test
    void aCrashingContainerBacksOffLongerAndLonger() throws InterruptedException {
        store.create(
                Kind.POD,
                Resource.of(
                        Kind.POD,
                        "default",
                        "bad",
                        Fields.of(
                                "spec",
                                Map.of("containers", List.of(Fields.of("name", "bad", "image", "bad:fault-crash"))))));
        cluster.advance(Duration.ofSeconds(60));
        Resource pod = get(Kind.POD, "bad");
        assertThat(pod.number("status", "containerStatuses", "0", "restartCount")
                        .orElse(0L))
                .isBetween(2L, 4L);
        assertThat(PodLogs.of(pod, "bad", true, clock.instant())
                        .orElseThrow()
                        .getLast()
                        .text())
                .contains("exit=1");
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

    @Test
    void aServiceGetsAnAddressAndEndpoints() throws InterruptedException {
        deployment("web:1", 2);
        store.create(
                Kind.SERVICE,
                Resource.of(
                        Kind.SERVICE,
                        "default",
                        "web",
                        Fields.of(
                                "spec",
                                Fields.of(
                                        "selector",
                                        Map.of("app", "web"),
                                        "ports",
                                        List.of(Fields.of("port", 80L, "targetPort", 8080L))))));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(get(Kind.SERVICE, "web").text("spec", "clusterIP").orElse(""))
                .startsWith("10.96.");
        Resource slice = store.list(SLICE, Selector.labelled("default", "kubernetes.io/service-name", "web"))
                .getFirst();
        assertThat(slice.items("endpoints"))
                .hasSize(2)
                .allMatch(e -> e.flag("conditions", "ready").orElse(false));
        assertThat(slice.number("ports", "0", "port")).contains(8080L);
    }

    @Test
    void aNamespaceIsFurnishedAndEmptiedBeforeItGoes() throws InterruptedException {
        store.create(Kind.NAMESPACE, Resource.of(Kind.NAMESPACE, "", "team", Map.of()));
        cluster.settle();
        assertThat(store.get(Kind.SERVICE_ACCOUNT, "team", "default")).isPresent();
        assertThat(store.get(Kind.CONFIG_MAP, "team", "kube-root-ca.crt")).isPresent();
        store.create(
                Kind.POD,
                Resource.of(
                        Kind.POD,
                        "team",
                        "p",
                        Fields.of("spec", Map.of("containers", List.of(Fields.of("name", "p", "image", "p:1"))))));
        cluster.advance(Duration.ofSeconds(5));
        store.delete(Kind.NAMESPACE, "", "team", DeleteOptions.DEFAULT);
        cluster.settle();
        assertThat(store.require(Kind.NAMESPACE, "", "team").text("status", "phase"))
                .contains("Terminating");
        cluster.advance(Duration.ofSeconds(5));
        assertThat(store.get(Kind.NAMESPACE, "", "team")).isEmpty();
        assertThat(store.list(Kind.EVENT, Selector.in("team"))).isEmpty();
    }

    @Test
    void aLostNodeTurnsNotReadyAndItsPodsMove() throws InterruptedException {
        deployment("web:1", 3);
        cluster.advance(Duration.ofSeconds(5));
        Resource node = store.require(Kind.NODE, "", "t-a");
        store.update(Kind.NODE, node.with("true", "metadata", "annotations", "sandbox.millwright.io/down"));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(get(Kind.DEPLOYMENT, "web").number("status", "readyReplicas"))
                .contains(2L);
        cluster.advance(Duration.ofMinutes(6));
        assertThat(get(Kind.DEPLOYMENT, "web").number("status", "readyReplicas"))
                .contains(3L);
        store.update(
                Kind.NODE,
                store.require(Kind.NODE, "", "t-a")
                        .with("false", "metadata", "annotations", "sandbox.millwright.io/down"));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(pods())
                .hasSize(3)
                .allMatch(p -> p.at("metadata", "deletionTimestamp").isEmpty());
    }

    @Test
    void aBudgetSaysHowManyPodsMayGo() throws InterruptedException {
        deployment("web:1", 3);
        store.create(
                Kind.POD_DISRUPTION_BUDGET,
                Resource.of(
                        Kind.POD_DISRUPTION_BUDGET,
                        "default",
                        "web",
                        Fields.of(
                                "spec",
                                Fields.of(
                                        "minAvailable", 2L, "selector", Map.of("matchLabels", Map.of("app", "web"))))));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(get(Kind.POD_DISRUPTION_BUDGET, "web").number("status", "disruptionsAllowed"))
                .contains(1L);
    }

    @Test
    void aPodWaitsForTheSecretThatItsEnvironmentNeeds() throws InterruptedException {
        Map<String, Object> variable =
                Fields.of("name", "A", "valueFrom", Map.of("secretKeyRef", Map.of("name", "s", "key", "a")));
        Map<String, Object> container = Fields.of("name", "c", "image", "c:1", "env", List.of(variable));
        store.create(
                Kind.POD,
                Resource.of(Kind.POD, "default", "p", Fields.of("spec", Map.of("containers", List.of(container)))));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(get(Kind.POD, "p").text("status", "containerStatuses", "0", "state", "waiting", "reason"))
                .contains("CreateContainerConfigError");
        store.create(Kind.SECRET, Resource.of(Kind.SECRET, "default", "s", Map.of("data", Map.of("a", "Yg=="))));
        cluster.advance(Duration.ofSeconds(5));
        assertThat(get(Kind.POD, "p").text("status", "phase")).contains("Running");
    }
}
