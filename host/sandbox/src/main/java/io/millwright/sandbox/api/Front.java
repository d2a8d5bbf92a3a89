package io.millwright.sandbox.api;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The door of the API server: the JDK's server can't change to another protocol in the middle of a connection, so that a request for a web
 * socket is taken here, and everything else is passed on as it comes.
 */
final class Front implements AutoCloseable {
    private static final int LONGEST_HEAD = 64 * 1024;
    private static final int CHUNK = 16 * 1024;
    private final ServerSocket door;
    private final InetSocketAddress inside;
    private final WebSockets webSockets;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** @param inside where the server listens that knows no web sockets */
    Front(int port, InetSocketAddress inside, WebSockets webSockets) throws IOException {
        this.door = new ServerSocket(port, 256, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        this.inside = inside;
        this.webSockets = webSockets;
        Thread.ofVirtual().name("front").start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                client.setTcpNoDelay(true);
                open.add(client);
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // Closing the door is how this ends; a door that fails otherwise is as good as closed.
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            InputStream in = new BufferedInputStream(client.getInputStream(), CHUNK);
            Optional<Inside> server = Optional.empty();
            byte[] head = head(in);
            while (head.length > 0) {
                Request request = Request.of(new String(head, StandardCharsets.ISO_8859_1));
                if (request.header("upgrade").equalsIgnoreCase("websocket")) {
                    server.ifPresent(Inside::leave);
                    webSockets.serve(request, new Peer(in, client.getOutputStream()));
                    return;
                }
                if (server.isEmpty()) {
                    server = Optional.of(new Inside(client));
                }
                server.get().pass(head, request, in);
                head = head(in);
            }
            server.ifPresent(Inside::end);
        } catch (IOException e) {
            // The client or the server has hung up: the other side is told by the same.
            end(client);
        } finally {
            open.remove(client);
        }
    }

    /** One client's connection to the server inside. Answers are carried back as they come. */
    private final class Inside {
        private final Socket server;
        private final AtomicBoolean left = new AtomicBoolean();

        Inside(Socket client) throws IOException {
            server = new Socket(inside.getAddress(), inside.getPort());
            server.setTcpNoDelay(true);
            open.add(server);
            Thread.ofVirtual().start(() -> carryBack(client));
        }

        private void carryBack(Socket client) {
            try {
                server.getInputStream().transferTo(client.getOutputStream());
            } catch (IOException e) {
                if (!left.get()) {
                    reset(client);
                }
            }
            open.remove(server);
            if (!left.get()) {
                Front.end(client);
            }
        }

        void pass(byte[] head, Request request, InputStream body) throws IOException {
            OutputStream out = server.getOutputStream();
            out.write(head);
            if (request.header("transfer-encoding").toLowerCase(Locale.ROOT).contains("chunked")) {
                chunks(body, out);
            } else if (!request.header("content-length").isEmpty()) {
                exactly(Long.parseLong(request.header("content-length")), body, out);
            }
            out.flush();
        }

        /** The client goes on without the server. */
        void leave() {
            left.set(true);
            Front.end(server);
        }

        void end() {
            Front.end(server);
        }
    }

    private static void exactly(long bytes, InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[CHUNK];
        for (long left = bytes; left > 0; ) {
            int n = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (n < 0) {
                throw new EOFException("the client has hung up in the middle of a request");
            }
            out.write(buffer, 0, n);
            left -= n;
        }
    }

    private static void chunks(InputStream in, OutputStream out) throws IOException {
        long size;
        do {
            byte[] line = through(in, "\r\n");
            out.write(line);
            size = Long.parseLong(new String(line, StandardCharsets.ISO_8859_1).split(";", 2)[0].strip(), 16);
            exactly(size, in, out);
            out.write(through(in, "\r\n"));
        } while (size > 0);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
        } catch (IOException e) {
            end(socket);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            Thread.yield();
        }
    }

    /** Everything up to and with the empty line; nothing when the client has hung up. */
    private static byte[] head(InputStream in) throws IOException {
        return through(in, "\r\n\r\n");
    }

    private static byte[] through(InputStream in, String end) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        int matched = 0;
        while (matched < end.length()) {
            int b = in.read();
            if (b < 0) {
                return new byte[0];
            }
            if (read.size() > LONGEST_HEAD) {
                throw new IOException("a request's head is longer than " + LONGEST_HEAD + " bytes");
            }
            read.write(b);
            matched = b == end.charAt(matched) ? matched + 1 : b == end.charAt(0) ? 1 : 0;
        }
        return read.toByteArray();
    }

    /** The other side of a connection whose beginning has been read. */
    record Peer(InputStream in, OutputStream out) {}

    /**
     * A request's head.
     *
     * @param target path and query as sent
     * @param headers by lower-case name
     */
    record Request(String method, String target, Map<String, String> headers) {
        static Request of(String head) {
            String[] lines = head.split("\r\n", -1);
            String[] words = lines[0].split(" ", -1);
            Map<String, String> headers = new LinkedHashMap<>();
            for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
                int colon = lines[i].indexOf(':');
                if (colon > 0) {
                    headers.merge(
                            lines[i].substring(0, colon).strip().toLowerCase(Locale.ROOT),
                            lines[i].substring(colon + 1).strip(),
                            (a, b) -> a + ", " + b);
                }
            }
            return new Request(words[0], words.length > 1 ? words[1] : "/", headers);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        open.forEach(Front::end);
    }
}
