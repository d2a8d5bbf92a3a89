package io.millwright.sandbox.api;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/** The server's side of one web socket (RFC 6455) with binary messages. One reader and several writers may use it. */
final class WebSocketLink {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int CONTINUATION = 0;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;
    private static final int LONGEST = 16 * 1024 * 1024;
    private final DataInputStream in;
    private final OutputStream out;

    private WebSocketLink(Front.Peer peer) {
        this.in = new DataInputStream(peer.in());
        this.out = peer.out();
    }

    /** Agrees to the change of protocol. */
    static WebSocketLink accept(Front.Peer peer, String key, String protocol) throws IOException {
        WebSocketLink link = new WebSocketLink(peer);
        link.out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Accept: " + answer(key) + "\r\nSec-WebSocket-Protocol: " + protocol
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        return link;
    }

    private static String answer(String key) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1")
                            .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** The next message; empty when the client has closed. */
    Optional<byte[]> read() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int first = in.read();
            if (first < 0) {
                return Optional.empty();
            }
            int code = first & 0x0F;
            byte[] payload = payload();
            switch (code) {
                case CLOSE -> {
                    frame(CLOSE, payload);
                    return Optional.empty();
                }
                case PING -> frame(PONG, payload);
                case PONG -> {}
                default -> {
                    message.write(payload);
                    if ((first & 0x80) != 0 && (code == BINARY || code == 1 || code == CONTINUATION)) {
                        return Optional.of(message.toByteArray());
                    }
                }
            }
        }
    }

    private byte[] payload() throws IOException {
        int second = in.readUnsignedByte();
        long length = second & 0x7F;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if (length < 0 || length > LONGEST) {
            throw new IOException("a message of " + length + " bytes is too long");
        }
        byte[] mask = new byte[4];
        if ((second & 0x80) != 0) {
            in.readFully(mask);
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i % 4];
        }
        return payload;
    }

    /** Sends a message whose first byte is that channel. */
    void send(int channel, byte[] data, int length) throws IOException {
        byte[] payload = new byte[length + 1];
        payload[0] = (byte) channel;
        System.arraycopy(data, 0, payload, 1, length);
        frame(BINARY, payload);
    }

    void send(int channel, byte[] data) throws IOException {
        send(channel, data, data.length);
    }

    /** Says that nothing more comes. */
    void close() throws IOException {
        frame(CLOSE, new byte[] {0x03, (byte) 0xE8});
    }

    private synchronized void frame(int code, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x80 | code);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else if (payload.length < 1 << 16) {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(127);
            for (int shift = 56; shift >= 0; shift -= 8) {
                frame.write((int) ((long) payload.length >> shift));
            }
        }
        frame.write(payload);
        out.write(frame.toByteArray());
        out.flush();
    }
}
