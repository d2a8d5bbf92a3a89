package io.millwright.testkit.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millwright.engine.check.CheckEvaluator;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.ExecReply;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.preview.EquivalentCommands;
import io.millwright.kube.KubeClusters;
import io.millwright.kube.KubeOptions;
import io.millwright.spi.Action;
import io.millwright.spi.Check;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Step;
import io.millwright.spi.Undo;
import io.millwright.testkit.Patience;
import io.millwright.testkit.RealCluster;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What {@link EquivalentCommandsTest} can't show on a sandbox, which doesn't speak kubectl's protocol for ports: the request that is shown is typed
 * with {@code kubectl port-forward} itself, and arrives in a pod that really runs, of the cluster that {@code KUBECONFIG} names. The image is
 * busybox, as {@code MILLWRIGHT_TEST_BUSYBOX_IMAGE} names it.
 */
@Tag("lab")
class EquivalentCommandsLabTest {
    /** Writes down what it is told. */
    private static final String SCRIBE = """
            mkdir -p /tmp/www/cgi-bin
            cat > /tmp/www/cgi-bin/doors <<'END'
            #!/bin/sh
            { echo "$REQUEST_METHOD $QUERY_STRING"; head -c "$CONTENT_LENGTH"; } > /tmp/told
            echo; echo noted
            END
            chmod +x /tmp/www/cgi-bin/doors
            exec httpd -f -p %d -h /tmp/www
            """;

    @Test
    void aRequestThatIsTypedThroughKubectlsForwardedPortArrivesAsItIsShown() throws Exception {
        String image = System.getenv("MILLWRIGHT_TEST_BUSYBOX_IMAGE");
        assumeTrue(image != null, "MILLWRIGHT_TEST_BUSYBOX_IMAGE names no image of busybox");
        String namespace = "typed-" + UUID.randomUUID().toString().substring(0, 8);
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (KubeClusters clusters =
                new KubeClusters(KubeOptions.of(Optional.empty(), System.getenv(), Path.of("none")))) {
            ClusterConnection cluster = RealCluster.current(clusters);
            RealCluster.namespace(cluster, namespace);
            try {
                ObjectRef pod = cluster.writer()
                        .create(pod(namespace, image, port), Mode.REAL)
                        .ref(Kind.POD);
                Check ready = new Check.Ready(pod.anyIncarnation());
                CheckEvaluator checks = new CheckEvaluator(cluster.view(), cluster::helm, Map.of());
                assertThat(Patience.until(
                                Duration.ofMinutes(2),
                                () -> checks.evaluate(ready).holds()))
                        .isTrue();
                Step request = Step.change(
                                "request",
                                "Ask",
                                "because",
                                new Action.Http(pod, "http", port, "POST", "/cgi-bin/doors?side=left", "it's \"open\""),
                                new Check.Exists(pod),
                                Undo.NOTHING_TO_UNDO,
                                Duration.ofSeconds(30))
                        .probe(Check.Never.INSTANCE);
                List<String> lines = new EquivalentCommands(cluster.context()).of(request);
                assertThat(String.join("\n", lines)).contains("port-forward", "curl");
                typed(String.join("\n", lines));
                ExecReply told = cluster.writer().exec(pod, "main", List.of("cat", "/tmp/told"));
                assertThat(told.output()).isEqualTo("POST side=left\nit's \"open\"");
            } finally {
                cluster.writer()
                        .delete(ObjectRef.of(Kind.NAMESPACE, "", namespace), Action.Propagation.BACKGROUND, Mode.REAL);
            }
        }
    }

    private static Resource pod(String namespace, String image, int port) {
        Map<String, Object> container = Map.of(
                "name",
                "main",
                "image",
                image,
                "command",
                List.of("sh", "-c", SCRIBE.formatted(port)),
                "readinessProbe",
                Map.of("tcpSocket", Map.of("port", port), "periodSeconds", 1));
        return Resource.of(
                Kind.POD,
                namespace,
                "scribe",
                Map.of("spec", Map.of("terminationGracePeriodSeconds", 1, "containers", List.of(container))));
    }

    private static void typed(String commands) throws Exception {
        Process shell = new ProcessBuilder("bash", "-c", commands)
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(shell.exitValue()).as("%s\n%s", commands, said).isZero();
        } finally {
            shell.destroyForcibly();
        }
    }
}
