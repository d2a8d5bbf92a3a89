package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.millwright.engine.browse.LogAsk;
import io.millwright.engine.browse.LogLine;
import io.millwright.engine.browse.LogSource;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.port.Forward;
import io.millwright.engine.port.ProgramAsk;
import io.millwright.engine.port.Talk;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Logs, programs, the proxy and forwarded ports, on a real kubelet: of the cluster that {@code KUBECONFIG} names, in a namespace of its own.
 * The image is busybox, as {@code MILLWRIGHT_TEST_BUSYBOX_IMAGE} names it.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PodsLabTest {
    private static final Map<String, String> WEB = Map.of("app", "web");
    /** Says who it is on port 8080, counts into its log, and fails once so that it has a log from before. */
    private static final String SCRIPT = """
            mkdir -p /tmp/www; hostname > /tmp/www/index.html
            if [ ! -e /once/done ]; then touch /once/done; echo the first life; exit 3; fi
            httpd -p 8080 -h /tmp/www
            n=0; while true; do n=$((n+1)); echo "line $n"; sleep 1; done
            """;

    private final String namespace = "doing-" + UUID.randomUUID().toString().substring(0, 8);
    private final KubeClusters clusters =
            new KubeClusters(KubeOptions.of(Optional.empty(), System.getenv(), Path.of("none"))
                    .withRequestTimeout(Duration.ofSeconds(60)));
    private final ClusterConnection cluster = clusters.open(clusters.contexts().stream()
            .filter(c -> c.current())
            .findFirst()
            .orElseThrow()
            .name());

    @BeforeAll
    void make() {
        InTime.answers(cluster);
        cluster.writer().create(Resource.of(Kind.NAMESPACE, "", namespace, Map.of()), Mode.REAL);
        Map<String, Object> container = Map.of(
                "name",
                "main",
                "image",
                Optional.ofNullable(System.getenv("MILLWRIGHT_TEST_BUSYBOX_IMAGE"))
                        .orElse("busybox:1.37"),
                "imagePullPolicy",
                "IfNotPresent",
                "command",
                List.of("sh", "-c", SCRIPT),
                "ports",
                List.of(Map.of("name", "http", "containerPort", 8080)),
                "readinessProbe",
                Map.of("tcpSocket", Map.of("port", 8080), "periodSeconds", 1),
                "volumeMounts",
                List.of(Map.of("name", "once", "mountPath", "/once")));
        Map<String, Object> pod = Map.of(
                "terminationGracePeriodSeconds",
                1,
                "containers",
                List.of(container),
                "volumes",
                List.of(Map.of("name", "once", "emptyDir", Map.of())));
        cluster.writer()
                .create(
                        Resource.of(
                                Kind.DEPLOYMENT,
                                namespace,
                                "web",
                                Map.of(
                                        "spec",
                                        Map.of(
                                                "replicas",
                                                2,
                                                "selector",
                                                Map.of("matchLabels", WEB),
                                                "template",
                                                Map.of("metadata", Map.of("labels", WEB), "spec", pod)))),
                        Mode.REAL);
        cluster.writer()
                .create(
                        Resource.of(
                                Kind.SERVICE,
                                namespace,
                                "web",
                                Map.of(
                                        "spec",
                                        Map.of(
                                                "selector",
                                                WEB,
                                                "ports",
                                                List.of(Map.of("port", 80, "targetPort", "http"))))),
                        Mode.REAL);
        InTime.until(() -> ready().size() == 2);
    }

    @AfterAll
    void leave() {
        cluster.writer().delete(ObjectRef.of(Kind.NAMESPACE, "", namespace), Action.Propagation.BACKGROUND, Mode.REAL);
        clusters.close();
    }

    private List<Resource> ready() {
        return cluster.view().list(Kind.POD, Selector.labelled(namespace, "app", "web")).stream()
                .filter(p -> p.at("metadata", "deletionTimestamp").isEmpty())
                .filter(p -> p.condition("Ready").flatMap(c -> c.text("status")).equals(Optional.of("True")))
                .toList();
    }

    private ObjectRef pod() {
        return ObjectRef.of(Kind.POD, namespace, ready().getFirst().name());
    }

    /** A test may have taken one away, whose successor fails once before it serves. */
    @BeforeEach
    void bothServe() {
        InTime.until(() -> ready().size() == 2);
    }

    @Test
    void logsAreReadMergedFollowedAndThoseBeforeARestartToo() throws InterruptedException {
        List<LogSource> sources =
                cluster.logs().sources(namespace, "", "app=web", "").sources();
        assertThat(sources).hasSize(2);
        List<List<LogLine>> parts = sources.stream()
                .map(s -> cluster.logs()
                        .read(s, new LogAsk(20, Optional.empty(), false), 1 << 20)
                        .lines())
                .toList();
        List<LogLine> merged = LogLine.merged(parts);
        assertThat(merged)
                .isSortedAccordingTo(
                        java.util.Comparator.comparing(l -> l.time().orElseThrow()));
        assertThat(merged)
                .extracting(l -> l.source().pod())
                .contains(sources.getFirst().pod(), sources.getLast().pod());
        assertThat(cluster.logs()
                        .read(sources.getFirst(), new LogAsk(20, Optional.empty(), true), 1 << 20)
                        .lines())
                .extracting(LogLine::text)
                .containsExactly("the first life");

        BlockingQueue<LogLine> followed = new LinkedBlockingQueue<>();
        LogLine last = parts.getFirst().getLast();
        Thread following = Thread.startVirtualThread(() -> {
            try {
                cluster.logs().follow(sources.getFirst(), last.time(), followed::add, () -> false);
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            LogLine next = followed.poll(30, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            int number = Integer.parseInt(last.text().replace("line ", ""));
            assertThat(java.util.Objects.requireNonNull(next).text()).isEqualTo("line " + (number + 1));
        } finally {
            following.interrupt();
            following.join(Duration.ofSeconds(10));
        }
        assertThat(following.isAlive()).isFalse();
    }

    private record Said(int code, String output, String error) {}

    private Said talk(boolean input, boolean terminal, String typed, String... command) throws InterruptedException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        InputStream in = new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8));
        Talk talk = new Talk(in, output, error, listener -> listener.accept(new Talk.TerminalSize(77, 22)));
        int code = cluster.pods().talk(new ProgramAsk(pod(), "main", List.of(command), input, terminal), talk);
        return new Said(code, output.toString(StandardCharsets.UTF_8), error.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aProgramsExitCodeOutputAndComplaintsAreTold() throws InterruptedException {
        assertThat(talk(false, false, "", "sh", "-c", "echo out; echo err >&2; exit 7"))
                .isEqualTo(new Said(7, "out\n", "err\n"));
    }

    @Test
    void whatIsPipedInReachesTheProgramToItsEnd() throws InterruptedException {
        String much = "0123456789\n".repeat(20_000);
        Said said = talk(true, false, much, "wc", "-c");
        assertThat(said.output().strip()).isEqualTo(String.valueOf(much.length()));
        assertThat(said.code()).isZero();
    }

    @Test
    void aProgramWithATerminalKnowsItsSize() throws InterruptedException {
        Said said = talk(true, true, "until [ \"$(stty size)\" = '22 77' ]; do :; done; stty size; exit 4\n", "sh");
        assertThat(said.output()).contains("22 77");
        assertThat(said.code()).isEqualTo(4);
    }

    @Test
    void theProxyAndAForwardedPortLeadToTheProgram() throws Exception {
        assertThat(cluster.view().httpGet(pod(), "http", 8080, "/").body().strip())
                .isEqualTo(pod().name());
        ObjectRef service = ObjectRef.of(Kind.SERVICE, namespace, "web");
        try (Forward forward = cluster.pods().forward(service, 80, 0)) {
            assertThat(ready()).extracting(Resource::name).contains(answer(forward.localPort()));
            assertThat(forward.failure()).isEmpty();
        }
    }

    @Test
    void aForwardedPortFindsThePodThatTookThePlaceOfAnother() throws Exception {
        ObjectRef first = pod();
        try (Forward forward = cluster.pods().forward(first, 8080, 0)) {
            assertThat(answer(forward.localPort())).isEqualTo(first.name());
            cluster.writer().delete(first, Action.Propagation.BACKGROUND, Mode.REAL);
            InTime.until(() -> cluster.view().get(first).isEmpty() && !ready().isEmpty());
            assertThat(answer(forward.localPort())).startsWith("web-").isNotEqualTo(first.name());
            assertThat(forward.pod()).isPresent().isNotEqualTo(Optional.of(first));
        }
    }

    @Test
    void aPortAtWhichNobodyListensIsAProblemOfTheForward() throws Exception {
        try (Forward forward = cluster.pods().forward(pod(), 9, 0)) {
            try {
                answer(forward.localPort());
            } catch (IOException refused) {
                InTime.until(() -> forward.failure().isPresent());
            }
            assertThat(forward.failure().orElseThrow().next()).contains("listens");
        }
    }

    private static String answer(int port) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .timeout(Duration.ofSeconds(20))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body().strip();
        }
    }
}
