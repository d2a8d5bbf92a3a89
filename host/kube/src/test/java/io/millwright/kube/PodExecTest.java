package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.ExecReply;
import io.millwright.kube.FakeApiServer.Answer;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodExecTest {
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "p");
    private static final List<String> COMMAND = List.of("psql", "--password=hidden");

    @TempDir
    Path folder;

    /** Speaks just enough of a web socket: takes one connection, sends these messages, reads until the client leaves. */
    private static void speak(ServerSocket server, List<String> messages) {
        try (Socket peer = server.accept()) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(peer.getInputStream(), StandardCharsets.ISO_8859_1));
            String key = "";
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                if (line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:")) {
                    key = line.substring(line.indexOf(':') + 1).strip();
                }
            }
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            OutputStream out = peer.getOutputStream();
            out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                            + "Sec-WebSocket-Protocol: v4.channel.k8s.io\r\nSec-WebSocket-Accept: "
                            + Base64.getEncoder().encodeToString(digest) + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            for (String message : messages) {
                byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
                out.write(0x82);
                if (bytes.length < 126) {
                    out.write(bytes.length);
                } else {
                    out.write(new byte[] {126, (byte) (bytes.length >> 8), (byte) bytes.length});
                }
                out.write(bytes);
            }
            out.flush();
            while (in.read() >= 0) {
                // The client's closing frame: nothing to answer.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private ExecReply run(List<String> messages) throws IOException {
        return run(messages, Duration.ofMinutes(1));
    }

    private ExecReply run(List<String> messages, Duration limit) throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> speak(server, messages));
            ClusterConnection cluster =
                    FakeApiServer.connect(folder, "http://127.0.0.1:" + server.getLocalPort(), Duration.ofSeconds(5));
            return cluster.writer().exec(POD, "main", COMMAND, limit);
        }
    }

    @Test
    void aCommandsOutputAndSuccessAreGiven() throws IOException {
        assertThat(run(List.of("\1", "\1one\n", "\2warning", "\1two", "\3{\"status\":\"Success\"}")))
                .isEqualTo(new ExecReply(0, "one\ntwo", "warning"));
    }

    @Test
    void aCommandsExitCodeIsGiven() throws IOException {
        assertThat(run(List.of(
                        "\3{\"status\":\"Failure\",\"reason\":\"NonZeroExitCode\",\"message\":\"command terminated with exit code 7\","
                                + "\"details\":{\"causes\":[{\"reason\":\"ExitCode\",\"message\":\"7\"}]}}")))
                .isEqualTo(new ExecReply(7, "", ""));
    }

    @Test
    void aCommandThatTakesLongerThanItMayIsAProblemThatSaysThatItGoesOn() {
        Problem problem = catchThrowableOfType(
                        ProblemException.class, () -> run(List.of("\1still at work"), Duration.ofMillis(200)))
                .problem();

        assertThat(problem.code()).contains("timeout");
        assertThat(problem.next()).contains("still at work in the container");
    }

    @Test
    void aCommandThatCannotBeRunIsAProblem() {
        Problem problem = catchThrowableOfType(
                        ProblemException.class,
                        () -> run(List.of("\3{\"status\":\"Failure\",\"message\":\"no such program\"}")))
                .problem();

        assertThat(problem.why()).contains("no such program");
    }

    @Test
    void aRefusedCommandIsAProblemThatDoesNotTellItsArguments() throws IOException {
        try (FakeApiServer server = new FakeApiServer()) {
            server.answer("GET /api/v1/namespaces/db/pods/p/exec", Answer.failure(403, "Forbidden", "no", ""));
            ClusterConnection cluster = FakeApiServer.connect(folder, server.address(), Duration.ofSeconds(5));

            Problem problem = catchThrowableOfType(
                            ProblemException.class, () -> cluster.writer().exec(POD, "main", COMMAND))
                    .problem();

            assertThat(problem.code()).contains("403");
            assertThat(problem.attempted()).isEqualTo("run psql in Pod db/p container main");
            assertThat(problem.toString()).doesNotContain("hidden");
        }
    }

    @Test
    void whyAnApiServerCouldNotReachThePodIsToldWithoutTheArguments() throws IOException {
        try (FakeApiServer server = new FakeApiServer()) {
            server.answer(
                    "GET /api/v1/namespaces/db/pods/p/exec",
                    Answer.failure(
                            500,
                            "InternalError",
                            "error sending request: Post \\\"https://192.0.2.1:10250/exec/db/p/main?command=psql&command=hidden\\\": connection refused",
                            ""));
            ClusterConnection cluster = FakeApiServer.connect(folder, server.address(), Duration.ofSeconds(5));

            Problem problem = catchThrowableOfType(
                            ProblemException.class, () -> cluster.writer().exec(POD, "main", COMMAND))
                    .problem();

            assertThat(problem.why()).contains("500", "/exec/db/p/main\": connection refused");
            assertThat(problem.toString()).doesNotContain("hidden");
        }
    }
}
