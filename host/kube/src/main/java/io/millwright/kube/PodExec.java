package io.millwright.kube;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.millwright.engine.port.ClusterWriter.ExecReply;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs commands in containers. Loads the large client library, so it is made apart and only used when a command is run. */
final class PodExec {
    /** A command may take longer than a request. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final Transport transport;

    PodExec(Transport transport) {
        this.transport = transport;
    }

    ExecReply run(ObjectRef pod, String container, List<String> command) {
        // The command's arguments may hold secrets: only its name is told.
        String attempted = "run " + command.getFirst() + " in " + pod.display() + " container " + container;
        Duration limit = LONGEST.compareTo(transport.options().requestTimeout()) > 0
                ? LONGEST
                : transport.options().requestTimeout();
        Bounded output = new Bounded();
        Bounded error = new Bounded();
        try (KubernetesClient client = new KubernetesClientBuilder()
                        .withConfig(transport.config())
                        .build();
                ExecWatch watch = client.pods()
                        .inNamespace(pod.namespace())
                        .withName(pod.name())
                        .inContainer(container)
                        .withReadyWaitTimeout(0)
                        .writingOutput(output)
                        .writingError(error)
                        .exec(command.toArray(String[]::new))) {
            int code = watch.exitCode().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return new ExecReply(code, output.text(), error.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw transport.problems().of(attempted, e);
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            throw refused(attempted, e).orElseGet(() -> transport.problems().of(attempted, e));
        }
    }

    private Optional<ProblemException> refused(String attempted, Exception e) {
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        if (!(cause instanceof KubernetesClientException answer) || answer.getCode() < 400) {
            return Optional.empty();
        }
        String said = answer.getMessage() == null ? "" : answer.getMessage();
        return Optional.of(transport
                .problems()
                .of(attempted, new Reply(answer.getCode(), said.getBytes(StandardCharsets.UTF_8), Optional.empty())));
    }

    /** Keeps the first mebibyte, so that a command that talks without end doesn't fill the memory. */
    private static final class Bounded extends OutputStream {
        private static final int LIMIT = 1 << 20;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        @Override
        public synchronized void write(int b) {
            if (kept.size() < LIMIT) {
                kept.write(b);
            }
        }

        @Override
        public synchronized void write(byte[] b, int offset, int length) {
            kept.write(b, offset, Math.min(length, LIMIT - kept.size()));
        }

        synchronized String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
