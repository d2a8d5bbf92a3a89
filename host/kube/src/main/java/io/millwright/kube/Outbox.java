package io.millwright.kube;

import io.fabric8.kubernetes.client.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * What is sent over a web socket, one message at a time. The JDK's web socket refuses a message while another is on its way, which the client
 * library reports like a connection that was closed.
 */
final class Outbox {
    private static final long PAUSE_NANOS = 100_000;

    private final WebSocket socket;
    private final BooleanSupplier over;

    /** @param over whether the connection has ended, so that nothing is waited for any more */
    Outbox(WebSocket socket, BooleanSupplier over) {
        this.socket = socket;
        this.over = over;
    }

    /** Sends it when the one before has gone; false when the connection has ended. */
    synchronized boolean send(ByteBuffer message) {
        // The queue alone tells when a message has gone.
        while (socket.queueSize() > 0) {
            if (over.getAsBoolean()) {
                return false;
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return socket.send(message);
    }
}
