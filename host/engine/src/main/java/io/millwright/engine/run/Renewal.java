package io.millwright.engine.run;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does something again and again on a thread of its own until it is closed. By real time: it watches over real seconds of waiting. */
final class Renewal implements AutoCloseable {
    private final CountDownLatch closed = new CountDownLatch(1);

    Renewal(Duration every, Runnable renewal) {
        Thread.ofVirtual().name("lock renewal").start(() -> {
            while (!ended(every)) {
                renewal.run();
            }
        });
    }

    private boolean ended(Duration every) {
        try {
            return closed.await(every.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
