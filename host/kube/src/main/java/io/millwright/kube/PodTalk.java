package io.millwright.kube;

import io.fabric8.kubernetes.client.http.WebSocket;
import io.millwright.engine.port.ProgramAsk;
import io.millwright.engine.port.Talk;
import io.millwright.engine.port.Talk.TerminalSize;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * A program that somebody talks to, over one web socket. The first byte of a message is its channel: 0 input, 1 output, 2 error output,
 * 3 how it ended, 4 the size of the terminal. Version 5 of the protocol can say that the input has ended; servers before Kubernetes 1.30
 * speak version 4 only.
 */
final class PodTalk {
    private static final String NEWER = "v5.channel.k8s.io";
    private static final String OLDER = "v4.channel.k8s.io";
    private static final byte INPUT = 0;
    private static final byte SIZE = 4;
    private static final byte END_OF = (byte) 255;
    private static final int CHUNK = 16 * 1024;

    private final Transport transport;
    private final ProgramAsk ask;
    private final Talk talk;
    private final CompletableFuture<Resource> ended = new CompletableFuture<>();

    PodTalk(Transport transport, ProgramAsk ask, Talk talk) {
        this.transport = transport;
        this.ask = ask;
        this.talk = talk;
    }

    /** Until the program ends: who talks to it decides how long that is. */
    int run() throws InterruptedException {
        // What is typed at a terminal has no end but a key, which the program sees; told one, kubelets end the talk at
        // once.
        boolean newer = ask.input() && !ask.terminal();
        WebSocket socket;
        try {
            socket = open(newer ? NEWER : OLDER);
        } catch (ProblemException e) {
            // A server that doesn't know the protocol refuses the request, and nothing has run.
            if (!newer || !e.problem().code().equals(Optional.of("400"))) {
                throw e;
            }
            newer = false;
            socket = open(OLDER);
        }
        try {
            return talk(socket, newer);
        } catch (ExecutionException e) {
            throw transport.problems().of(ask.attempted(), e);
        } finally {
            socket.sendClose(1000, "done");
        }
    }

    private int talk(WebSocket socket, boolean newer) throws InterruptedException, ExecutionException {
        Outbox outbox = new Outbox(socket, ended::isDone);
        if (ask.terminal()) {
            talk.sizes().accept(size -> tell(outbox, size));
        }
        if (ask.input()) {
            // Nothing interrupts a read of the standard input: the thread must not keep the process alive.
            Thread.ofPlatform().daemon().name("input of a program").start(() -> feed(outbox, newer));
        }
        Resource status = ended.get();
        return PodExec.exitCode(status)
                .orElseThrow(() -> new ProblemException(transport
                        .problems()
                        .cluster(
                                ask.attempted(),
                                "it could not be run: " + status.text("message").orElse("no explanation"),
                                "Check that the container runs and has that program.",
                                "exec")));
    }

    private WebSocket open(String protocol) throws InterruptedException {
        String path = Paths.object(ask.pod()) + (ask.command().isEmpty() ? "/attach" : "/exec") + "?stdin="
                + ask.input() + "&stdout=true&stderr=" + !ask.terminal() + "&tty=" + ask.terminal()
                + (ask.container().isEmpty() ? "" : "&container=" + Call.encode(ask.container()))
                + ask.command().stream().map(w -> "&command=" + Call.encode(w)).collect(Collectors.joining());
        try {
            return transport
                    .webSocket(ask.attempted(), path, protocol, new Listener())
                    .get(transport.options().requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw transport.problems().of(ask.attempted(), e);
        }
    }

    private void feed(Outbox outbox, boolean newer) {
        byte[] buffer = new byte[CHUNK];
        try {
            for (int n = talk.input().read(buffer);
                    n >= 0 && !ended.isDone();
                    n = talk.input().read(buffer)) {
                ByteBuffer message = ByteBuffer.allocate(n + 1).put(INPUT).put(buffer, 0, n);
                if (!outbox.send(message.flip())) {
                    return;
                }
            }
            if (newer) {
                outbox.send(ByteBuffer.wrap(new byte[] {END_OF, INPUT}));
            }
        } catch (IOException e) {
            ended.completeExceptionally(e);
        }
    }

    private static void tell(Outbox outbox, TerminalSize size) {
        byte[] text = ("{\"Width\":" + size.columns() + ",\"Height\":" + size.rows() + "}")
                .getBytes(StandardCharsets.US_ASCII);
        outbox.send(ByteBuffer.allocate(text.length + 1).put(SIZE).put(text).flip());
    }

    /** Its methods are called one at a time. */
    private final class Listener implements WebSocket.Listener {
        @Override
        public void onMessage(WebSocket socket, ByteBuffer message) {
            try {
                take(message);
                socket.request();
            } catch (IOException e) {
                ended.completeExceptionally(e);
            }
        }

        private void take(ByteBuffer message) throws IOException {
            if (!message.hasRemaining()) {
                return;
            }
            byte channel = message.get();
            byte[] rest = new byte[message.remaining()];
            message.get(rest);
            switch (channel) {
                case 1 -> write(talk.output(), rest);
                case 2 -> write(talk.error(), rest);
                case 3 ->
                    ended.complete(new Reply(200, rest, Optional.empty())
                            .object()
                            .orElseThrow(() -> new IOException("the program's end makes no sense")));
                default -> {}
            }
        }

        private static void write(OutputStream out, byte[] bytes) throws IOException {
            out.write(bytes);
            out.flush();
        }

        @Override
        public void onClose(WebSocket socket, int code, String reason) {
            ended.completeExceptionally(new IOException("the connection ended before the program did"));
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            ended.completeExceptionally(failure);
        }
    }
}
