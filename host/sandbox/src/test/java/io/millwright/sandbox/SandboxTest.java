package io.millwright.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.sandbox.sim.ToolSimulator;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.SimulatedCluster;
import io.millwright.spi.Simulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    private static final List<ToolSimulator> TOOLS = List.of(new ToolSimulator("kettle", new KettleSimulator()));

    private final HttpClient http = HttpClient.newHttpClient();

    private static Sandbox standing() {
        return Sandbox.start(SandboxOptions.test("one", "healthy", TOOLS));
    }

    private static String phase(RunningCluster cluster, String kettle) {
        return cluster.store()
                .require(KettleSimulator.KETTLE, "kitchen", kettle)
                .text("status", "phase")
                .orElse("");
    }

    private HttpResponse<String> send(String method, URI uri) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(uri)
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void theSeedGrowsUpAsTimePasses() throws InterruptedException {
        try (Sandbox sandbox = standing()) {
            RunningCluster cluster = sandbox.clusters().getFirst();
            cluster.settle();
            assertThat(phase(cluster, "tea")).isEqualTo("Cold");
            cluster.advance(Duration.ofSeconds(5));
            assertThat(phase(cluster, "tea")).isEqualTo("Boiling");
            assertThat(cluster.problems()).isEmpty();
        }
    }

    @Test
    void aFaultIsSeenAtOnceAndGoesAgain() throws InterruptedException {
        try (Sandbox sandbox = standing()) {
            RunningCluster cluster = sandbox.clusters().getFirst();
            cluster.advance(Duration.ofSeconds(5));
            cluster.fault("kettle", "cold", true);
            cluster.settle();
            assertThat(phase(cluster, "tea")).isEqualTo("Cold");
            cluster.fault("kettle", "cold", false);
            cluster.settle();
            assertThat(phase(cluster, "tea")).isEqualTo("Boiling");
        }
    }

    @Test
    void anotherProcessSwitchesFaultsOverHttp() throws Exception {
        try (Sandbox sandbox = standing()) {
            RunningCluster cluster = sandbox.clusters().getFirst();
            cluster.advance(Duration.ofSeconds(5));
            URI fault = URI.create(cluster.url() + "/sandbox/faults/kettle/cold");
            assertThat(send("PUT", fault).statusCode()).isEqualTo(200);
            cluster.settle();
            assertThat(phase(cluster, "tea")).isEqualTo("Cold");
            assertThat(send("GET", URI.create(cluster.url() + "/sandbox/faults"))
                            .body())
                    .contains("kettle/cold");
            assertThat(send("DELETE", fault).statusCode()).isEqualTo(200);
            cluster.settle();
            assertThat(phase(cluster, "tea")).isEqualTo("Boiling");
        }
    }

    @Test
    void aToolsProgramAnswersThroughTheProxyOnceItsPodIsReady() throws Exception {
        try (Sandbox sandbox = standing()) {
            RunningCluster cluster = sandbox.clusters().getFirst();
            URI metrics =
                    URI.create(cluster.url() + "/api/v1/namespaces/kitchen/pods/http:tea-1:9187/proxy/metrics?a=b");
            cluster.settle();
            assertThat(send("GET", metrics).statusCode()).isEqualTo(503);
            cluster.advance(Duration.ofSeconds(5));
            assertThat(send("GET", metrics).body()).isEqualTo("temperature 100 tea-1 /metrics?a=b");
            URI other = URI.create(cluster.url() + "/api/v1/namespaces/kitchen/pods/tea-1:80/proxy/");
            assertThat(send("GET", other).statusCode()).isEqualTo(503);
        }
    }

    @Test
    void logsTellOfTheirPod() throws Exception {
        try (Sandbox sandbox = standing()) {
            RunningCluster cluster = sandbox.clusters().getFirst();
            cluster.advance(Duration.ofSeconds(5));
            URI logs = URI.create(cluster.url() + "/api/v1/namespaces/kitchen/pods/tea-1/log");
            assertThat(send("GET", logs).body()).contains("msg=\"starting\"", "port=9187", "msg=\"ready\"");
            assertThat(send("GET", URI.create(logs + "?tailLines=1")).body().lines())
                    .hasSize(1);
            assertThat(send("GET", URI.create(logs + "?previous=true")).statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void servesChartsAndReleaseManifests() throws Exception {
        try (Sandbox sandbox = standing()) {
            String index = send("GET", URI.create(sandbox.chartRepository() + "/index.yaml"))
                    .body();
            assertThat(index).contains("charts/kettle-1.9.0.tgz", "digest:");
            assertThat(index.indexOf("1.10.0")).isLessThan(index.indexOf("1.9.0"));
            String manifest =
                    send("GET", sandbox.releaseManifest("kettle", "1.0.0")).body();
            assertThat(manifest).contains("kind: \"CustomResourceDefinition\"", "---");
            assertThat(send("GET", sandbox.releaseManifest("kettle", "9.9.9")).statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void stateIsKeptInItsFile(@TempDir Path folder) throws InterruptedException {
        SandboxOptions options = SandboxOptions.test("one", "healthy", TOOLS).withState(folder.resolve("state.zip"));
        String uid;
        try (Sandbox sandbox = Sandbox.start(options)) {
            RunningCluster cluster = sandbox.clusters().getFirst();
            cluster.advance(Duration.ofSeconds(5));
            uid = cluster.store()
                    .require(KettleSimulator.KETTLE, "kitchen", "tea")
                    .uid();
        }
        try (Sandbox sandbox = Sandbox.start(options)) {
            RunningCluster cluster = sandbox.clusters().getFirst();
            cluster.settle();
            assertThat(cluster.store()
                            .require(KettleSimulator.KETTLE, "kitchen", "tea")
                            .uid())
                    .isEqualTo(uid);
            assertThat(cluster.store().list(Kind.NODE, Selector.ALL)).hasSize(3);
            assertThat(cluster.problems()).isEmpty();
        }
    }

    @Test
    void twoClustersGrowUpBehindTheirFirstAnswersAndNeverLiveInTheFuture() throws Exception {
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.standard(TOOLS))) {
            assertThat(sandbox.kubeconfig()).contains("current-context: sandbox-1", "name: sandbox-2");
            assertThat(send("GET", URI.create(sandbox.clusters().getFirst().url() + "/version"))
                            .statusCode())
                    .isEqualTo(200);
            for (RunningCluster cluster : sandbox.clusters()) {
                cluster.settle();
                assertThat(phase(cluster, "tea")).isEqualTo("Boiling");
                assertThat(cluster.now())
                        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusMillis(50));
                assertThat(cluster.problems()).isEmpty();
            }
        }
    }

    /** A tool whose simulator only does what a test says. */
    private record Scripted(Consumer<SimulatedCluster> work) implements Simulator {
        @Override
        public void reconcile(SimulatedCluster cluster) {
            work.accept(cluster);
        }

        @Override
        public List<Resource> release(String version) {
            return List.of();
        }
    }

    private static RunningCluster with(Sandbox sandbox) {
        return sandbox.clusters().getFirst();
    }

    @Test
    void aSimulatorThatThrowsIsToldAndTheOthersGoOn() throws InterruptedException {
        ToolSimulator broken = new ToolSimulator("broken", new Scripted(c -> {
            throw new IllegalStateException("no idea");
        }));
        try (Sandbox sandbox =
                Sandbox.start(SandboxOptions.test("one", "healthy", List.of(broken, TOOLS.getFirst())))) {
            with(sandbox).advance(Duration.ofSeconds(5));
            assertThat(phase(with(sandbox), "tea")).isEqualTo("Boiling");
            assertThat(sandbox.problems())
                    .singleElement()
                    .satisfies(p -> assertThat(p.summary()).contains("simulator of broken", "no idea"));
        }
    }

    @Test
    void aSimulatorThatWritesInCirclesIsToldAndTheClusterSettles() throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        ToolSimulator noisy = new ToolSimulator("noisy", new Scripted(c -> {
            Resource map = c.ensure(Resource.of(Kind.CONFIG_MAP, "default", "noise", Map.of("data", Map.of())));
            c.update(map.ref(Kind.CONFIG_MAP), m -> m.with(String.valueOf(count.incrementAndGet()), "data", "count"));
        }));
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.test("one", "healthy", List.of(noisy)))) {
            with(sandbox).settle();
            assertThat(sandbox.problems())
                    .singleElement()
                    .satisfies(p -> assertThat(p.why()).contains("circles"));
        }
    }

    @Test
    void readinessThatASimulatorTurnsStays() throws InterruptedException {
        ObjectRef pod = ObjectRef.of(Kind.POD, "kitchen", "tea-1");
        AtomicInteger turns = new AtomicInteger();
        ToolSimulator cook = new ToolSimulator(
                "cook",
                new Scripted(c -> c.get(pod)
                        .filter(p -> c.fault("away") && turns.getAndIncrement() == 0)
                        .ifPresent(p -> c.updateStatus(pod, SandboxTest::notReady))));
        try (Sandbox sandbox = Sandbox.start(SandboxOptions.test("one", "healthy", List.of(TOOLS.getFirst(), cook)))) {
            RunningCluster cluster = with(sandbox);
            cluster.advance(Duration.ofSeconds(5));
            assertThat(phase(cluster, "tea")).isEqualTo("Boiling");
            cluster.fault("cook", "away", true);
            cluster.advance(Duration.ofSeconds(30));
            assertThat(phase(cluster, "tea")).isEqualTo("Cold");
            assertThat(cluster.problems()).isEmpty();
        }
    }

    private static Resource notReady(Resource pod) {
        return pod.with(
                List.of(Map.of("type", "Ready", "status", "False", "reason", "NoCook")), "status", "conditions");
    }

    @Test
    void aTakenPortIsAProblemThatNamesItAndLeavesNothingBehind() {
        try (Sandbox sandbox = standing()) {
            int port = with(sandbox).url().getPort();
            SandboxOptions same = SandboxOptions.test("two", "healthy", TOOLS).withPort(port);
            assertThatThrownBy(() -> Sandbox.start(same))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("ports " + port + " to " + (port + 1))
                    .hasMessageContaining("in use");
            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(t -> t.getName().equals("sandbox-two"));
        }
    }
}
