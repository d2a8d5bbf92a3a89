package io.millwright.kube;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/**
 * Notices that an API server can't be reached while its watches are silent: a network that is gone ends no connection. Asks
 * {@link #PATH}, which everybody may, as long as anybody wants to know; any answer is a sign of life. Thread-safe.
 */
final class Pulse {
    /** <a href="https://kubernetes.io/docs/reference/using-api/health-checks/">Served by every API server</a>, in a few bytes. */
    static final String PATH = "/livez";

    private static final Call CALL = Call.get("see whether the API server is there", PATH);

    private final Transport transport;
    private final Duration every;
    private final ThreadFactory threads;
    private final Set<Listening> listening = new LinkedHashSet<>();
    private boolean beating;

    /** Somebody who wants to be told, until it is closed. */
    final class Listening implements AutoCloseable {
        private final Consumer<Problem> away;

        private Listening(Consumer<Problem> away) {
            this.away = away;
        }

        @Override
        public void close() {
            synchronized (listening) {
                listening.remove(this);
                listening.notifyAll();
            }
        }
    }

    /** @param every between two questions */
    Pulse(Transport transport, Duration every) {
        this(
                transport,
                every,
                Thread.ofVirtual()
                        .name("pulse of " + transport.context().name())
                        .factory());
    }

    Pulse(Transport transport, Duration every, ThreadFactory threads) {
        this.transport = transport;
        this.every = every;
        this.threads = threads;
    }

    /** @param away is told why the server can't be reached; on another thread, at most once for each question */
    Listening listen(Consumer<Problem> away) {
        Listening one = new Listening(away);
        synchronized (listening) {
            listening.add(one);
            // One that has nobody to tell any more may not have noticed yet, and goes on.
            if (!beating) {
                beating = true;
                threads.newThread(this::beat).start();
            }
        }
        return one;
    }

    /** Ends when nobody listens any more. */
    private void beat() {
        try {
            while (isWanted()) {
                try {
                    transport.sendNow(CALL);
                } catch (ProblemException gone) {
                    everybody().forEach(l -> l.away.accept(gone.problem()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the next question; false as soon as nobody wants it. */
    private boolean isWanted() throws InterruptedException {
        long end = System.nanoTime() + every.toNanos();
        synchronized (listening) {
            for (long left = every.toMillis();
                    left > 0 && !listening.isEmpty();
                    left = (end - System.nanoTime()) / 1_000_000) {
                listening.wait(left);
            }
            beating = !listening.isEmpty();
            return beating;
        }
    }

    private List<Listening> everybody() {
        synchronized (listening) {
            return new ArrayList<>(listening);
        }
    }
}
