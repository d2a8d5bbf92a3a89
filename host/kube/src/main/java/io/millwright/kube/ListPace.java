package io.millwright.kube;

import java.time.Duration;

/**
 * How many namespaces of a list are read at the same time: as many as are needed for the rest to be there soon. Each further one opens a
 * connection with a handshake first, in which a near server gives a dozen answers on the one that is there; a far one needs them all, and gets
 * one more with each answer. Not thread-safe.
 */
final class ListPace {
    /** When nothing has come for so long, what is under way isn't waited for. */
    static final Duration PATIENCE = Duration.ofMillis(300);

    private static final int MOST = 8;
    /** A first answer that took longer comes from a far server; a shorter one may have taken the time that a program needs to begin. */
    private static final Duration FAR = Duration.ofMillis(150);
    /** So long all the rest may take. */
    private static final Duration SOON = Duration.ofMillis(300);

    /** In nanoseconds: dividing a Duration takes the decimal arithmetic, which a start has not loaded otherwise. */
    private long last;

    private int reads;
    private int underWay;
    private int late;

    int underWay() {
        return underWay;
    }

    /** Whether one more may begin, of so many that are waiting; the first one is alone. */
    boolean mayBegin(int waiting) {
        long wanted = 1 + last * waiting / SOON.toNanos();
        return underWay < MOST && underWay - late < Math.min(wanted, 1 + reads);
    }

    void began() {
        underWay++;
    }

    /** One of them was answered after so long. */
    void took(Duration time) {
        last = reads == 0 && time.compareTo(FAR) < 0 ? 0 : time.toNanos();
        reads++;
        underWay--;
        late = Math.min(late, underWay);
    }

    /** None of them ended within {@link #PATIENCE}. */
    void nothingCame() {
        last = PATIENCE.toNanos();
        reads++;
        late = underWay;
    }
}
