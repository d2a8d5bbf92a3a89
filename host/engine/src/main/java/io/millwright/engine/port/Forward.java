package io.millwright.engine.port;

import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import java.util.Optional;

/** A port of this machine that leads to a pod. Thread-safe. */
public interface Forward extends AutoCloseable {
    /** The port of the loopback interface. */
    int localPort();

    /** The pod to which the last connection went; empty before the first. */
    Optional<ObjectRef> pod();

    /** Connections that are open now. */
    int connections();

    /** Why the last connection failed; empty when it didn't. */
    Optional<Problem> failure();

    /** Ends all connections and frees the port. */
    @Override
    void close();
}
