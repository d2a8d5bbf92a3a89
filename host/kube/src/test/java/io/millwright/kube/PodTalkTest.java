package io.millwright.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millwright.engine.port.ProgramAsk;
import io.millwright.engine.port.Talk;
import io.millwright.engine.port.Talk.TerminalSize;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A talk with a program, of which the test plays the API server's part. */
class PodTalkTest {
    private static final ObjectRef POD = ObjectRef.of(Kind.POD, "db", "p");
    private static final String SUCCESS = "\3{\"status\":\"Success\"}";

    @TempDir
    Path folder;

    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    /** What the server does with one message of the client; gives its answers. */
    private interface Program {
        List<String> said(byte[] message);
    }

    private void serve(ServerSocket server, String protocol, List<String> first, Program program) {
        try {
            while (true) {
                try (Socket peer = server.accept()) {
                    InputStream in = peer.getInputStream();
                    String head = head(in);
                    requests.add(head);
                    if (!head.contains(protocol)) {
                        peer.getOutputStream()
                                .write("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                                        .getBytes(StandardCharsets.US_ASCII));
                        continue;
                    }
                    converse(peer, head, protocol, first, program);
                }
            }
        } catch (IOException closed) {
            // The test is over.
            Thread.yield();
        }
    }

    private void converse(Socket peer, String head, String protocol, List<String> first, Program program)
            throws IOException {
        OutputStream out = peer.getOutputStream();
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Protocol: " + protocol + "\r\nSec-WebSocket-Accept: " + accept(head)
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (String message : first) {
            send(out, message);
        }
        DataInputStream in = new DataInputStream(peer.getInputStream());
        for (int code = in.read(); code >= 0 && (code & 0x0F) != 8; code = in.read()) {
            int length = in.readUnsignedByte() & 0x7F;
            length = length == 126 ? in.readUnsignedShort() : length;
            byte[] mask = in.readNBytes(4);
            byte[] payload = in.readNBytes(length);
            for (int i = 0; i < payload.length; i++) {
                payload[i] ^= mask[i % 4];
            }
            messages.add(payload);
            for (String message : program.said(payload)) {
                send(out, message);
            }
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the client has gone");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String accept(String head) {
        String key = head.lines()
                .filter(l -> l.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                .map(l -> l.substring(l.indexOf(':') + 1).strip())
                .findFirst()
                .orElseThrow();
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                                    .getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(OutputStream out, String message) throws IOException {
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        out.write(0x82);
        if (bytes.length < 126) {
            out.write(bytes.length);
        } else {
            out.write(new byte[] {126, (byte) (bytes.length >> 8), (byte) bytes.length});
        }
        out.write(bytes);
        out.flush();
    }

    private int talk(ProgramAsk ask, Talk talk, String protocol, List<String> first, Program program) {
        try (ServerSocket server = new ServerSocket(0, 2, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> serve(server, protocol, first, program));
            return FakeApiServer.connect(folder, "http://127.0.0.1:" + server.getLocalPort(), Duration.ofSeconds(10))
                    .pods()
                    .talk(ask, talk);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Talk typed(String text) {
        return Talk.of(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), output, error);
    }

    private static ProgramAsk cat(boolean terminal) {
        return new ProgramAsk(POD, "main", List.of("cat", "--password=hidden"), true, terminal);
    }

    /** Says what it hears and ends when the input does. */
    private static List<String> echo(byte[] message) {
        return message[0] == 0
                ? List.of("\1" + new String(message, 1, message.length - 1, StandardCharsets.ISO_8859_1))
                : message[0] == (byte) 255 && message[1] == 0 ? List.of("\2done", SUCCESS) : List.of();
    }

    @Test
    void whatIsTypedReachesTheProgramAndTheEndOfTheInputEndsIt() {
        assertThat(talk(cat(false), typed("hello\n"), "v5.channel.k8s.io", List.of(), PodTalkTest::echo))
                .isZero();
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("hello\n");
        assertThat(error.toString(StandardCharsets.UTF_8)).isEqualTo("done");
        assertThat(requests.peek())
                .startsWith("GET /api/v1/namespaces/db/pods/p/exec?stdin=true&stdout=true&stderr=true&tty=false"
                        + "&container=main&command=cat&command=--password%3Dhidden ");
    }

    @Test
    void aServerThatKnowsTheOlderProtocolOnlyIsAskedInThat() {
        Program endsAtOnce = message -> List.of("\3{\"status\":\"Failure\",\"details\":{\"causes\":"
                + "[{\"reason\":\"ExitCode\",\"message\":\"4\"}]}}");
        assertThat(talk(cat(false), typed("hello\n"), "v4.channel.k8s.io", List.of(), endsAtOnce))
                .isEqualTo(4);
        assertThat(requests).hasSize(2);
    }

    @Test
    void aTerminalIsToldItsSizeAndEachChangeOfIt() throws InterruptedException {
        List<TerminalSize> sizes = new ArrayList<>(List.of(new TerminalSize(80, 24), new TerminalSize(120, 40)));
        Talk talk = new Talk(InputStream.nullInputStream(), output, error, listener -> sizes.forEach(listener));
        Program endsAfterTwo = message -> message[0] == 4 && new String(message, StandardCharsets.UTF_8).contains("120")
                ? List.of(SUCCESS)
                : List.of();
        ProgramAsk attached = new ProgramAsk(POD, "", List.of(), false, true);
        assertThat(talk(attached, talk, "v4.channel.k8s.io", List.of("\1$ "), endsAfterTwo))
                .isZero();
        assertThat(new String(
                        java.util.Objects.requireNonNull(messages.poll(10, TimeUnit.SECONDS)),
                        1,
                        24,
                        StandardCharsets.UTF_8))
                .isEqualTo("{\"Width\":80,\"Height\":24}");
        assertThat(requests.peek()).contains("/pods/p/attach?stdin=false&stdout=true&stderr=false&tty=true ");
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("$ ");
    }

    @Test
    void aProgramThatIsNotThereIsAProblemThatDoesNotTellItsArguments() {
        assertThatThrownBy(() -> talk(
                        cat(true),
                        typed(""),
                        "v4.channel.k8s.io",
                        List.of("\3{\"status\":\"Failure\",\"message\":\"no such program\"}"),
                        _ -> List.of()))
                .hasMessageContaining("no such program")
                .hasMessageContaining("run cat in Pod db/p container main")
                .hasMessageNotContaining("hidden");
    }
}
