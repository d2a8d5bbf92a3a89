package io.millwright.kube;

import io.fabric8.kubernetes.client.http.WebSocket;
import io.millwright.engine.port.ClusterWriter.ExecReply;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Runs commands in containers, over the API server's web socket. */
final class PodExec {
    private static final String PROTOCOL = "v4.channel.k8s.io";
    private final Transport transport;

    PodExec(Transport transport) {
        this.transport = transport;
    }

    ExecReply run(ObjectRef pod, String container, List<String> command, Duration limit) {
        // The command's arguments may hold secrets: only its name is told.
        String attempted = "run " + command.getFirst() + " in " + pod.display() + " container " + container;
        Duration timeout = transport.options().requestTimeout();
        String path = Paths.object(pod) + "/exec?stdout=true&stderr=true&container=" + Call.encode(container)
                + command.stream().map(w -> "&command=" + Call.encode(w)).collect(Collectors.joining());
        Session session = new Session();
        try {
            WebSocket socket = transport
                    .webSocket(attempted, path, PROTOCOL, session)
                    .get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            try {
                Resource status = session.ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
                return reply(attempted, session, status);
            } finally {
                socket.sendClose(1000, "done");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw transport.problems().of(attempted, e);
        } catch (TimeoutException e) {
            throw new ProblemException(
                    transport
                            .problems()
                            .cluster(
                                    attempted,
                                    "it didn't end within " + limit.toSeconds() + " s",
                                    "Look whether it is still at work in the container before you try again.",
                                    "timeout"),
                    e);
        } catch (ExecutionException e) {
            throw transport.problems().of(attempted, e);
        }
    }

    private ExecReply reply(String attempted, Session session, Resource status) {
        return exitCode(status)
                .map(c -> new ExecReply(c, session.output.text(), session.error.text()))
                .orElseThrow(() -> new ProblemException(transport
                        .problems()
                        .cluster(
                                attempted,
                                "the command could not be run: "
                                        + status.text("message").orElse("no explanation"),
                                "Check that the container runs and has that program.",
                                "exec")));
    }

    /** How a program ended; empty when it could not be run. */
    static Optional<Integer> exitCode(Resource status) {
        if (status.text("status").orElse("").equals("Success")) {
            return Optional.of(0);
        }
        return status.items("details", "causes").stream()
                .filter(c -> c.text("reason").orElse("").equals("ExitCode"))
                .flatMap(c -> c.number("message").stream())
                .map(Long::intValue)
                .findFirst();
    }

    /** Gathers what comes: the first byte of a message tells what the rest is. Its methods are called one at a time. */
    private static final class Session implements WebSocket.Listener {
        private final Bounded output = new Bounded();
        private final Bounded error = new Bounded();
        private final CompletableFuture<Resource> ended = new CompletableFuture<>();

        @Override
        public void onMessage(WebSocket socket, ByteBuffer message) {
            if (message.hasRemaining()) {
                byte channel = message.get();
                byte[] rest = new byte[message.remaining()];
                message.get(rest);
                if (channel == 1) {
                    output.add(rest);
                } else if (channel == 2) {
                    error.add(rest);
                } else if (channel == 3) {
                    new Reply(200, rest, Optional.empty())
                            .object()
                            .ifPresentOrElse(
                                    ended::complete,
                                    () -> ended.completeExceptionally(
                                            new IOException("the command's end makes no sense")));
                }
            }
            socket.request();
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason) {
            ended.completeExceptionally(new IOException("the connection ended before the command did"));
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            ended.completeExceptionally(failure);
        }
    }

    /** Keeps the first mebibyte, so that a command that talks without end doesn't fill the memory. */
    private static final class Bounded {
        private static final int LIMIT = 1 << 20;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        void add(byte[] bytes) {
            kept.write(bytes, 0, Math.min(bytes.length, LIMIT - kept.size()));
        }

        String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
