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
import org.junit.jupiter.api.Test;

class PodsAndServicesTest extends ControllerScenario {
    private static final Kind SLICE = Kind.of("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices");

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
    void aSidecarGoesOnRunningAndIsCountedAmongTheReady() throws InterruptedException {
        store.create(
                Kind.POD,
                Resource.of(
                        Kind.POD,
                        "default",
                        "pair",
                        Fields.of(
                                "spec",
                                Map.of(
                                        "initContainers",
                                        List.of(
                                                Fields.of("name", "setup", "image", "setup:1"),
                                                Fields.of(
                                                        "name", "side", "image", "side:1", "restartPolicy", "Always")),
                                        "containers",
                                        List.of(Fields.of("name", "main", "image", "main:1"))))));
        cluster.advance(Duration.ofSeconds(30));
        Resource pod = get(Kind.POD, "pair");
        assertThat(pod.text("status", "initContainerStatuses", "0", "state", "terminated", "reason"))
                .contains("Completed");
        assertThat(pod.flag("status", "initContainerStatuses", "1", "ready")).contains(true);
        assertThat(pod.at("status", "initContainerStatuses", "1", "state", "running"))
                .isPresent();
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
