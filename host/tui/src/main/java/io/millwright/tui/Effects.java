package io.millwright.tui;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/** Starts effects on virtual threads, at most {@code limit} at a time, and knows which ones can be cancelled. */
final class Effects {
    private final EffectRunner runner;
    private final IdleLatch idle;
    private final Consumer<Msg> queue;
    private final Semaphore places;
    private final Map<Cancellation, String> running = new ConcurrentHashMap<>();

    /** The last word of an effect: it leaves the idle latch when this is handled, so after all its other messages. */
    record Done() implements Msg {}

    Effects(EffectRunner runner, IdleLatch idle, int limit, Consumer<Msg> queue) {
        this.runner = runner;
        this.idle = idle;
        this.queue = queue;
        this.places = new Semaphore(limit);
    }

    /** Registers the effect, then starts its worker. */
    void start(String scope, Effect effect) {
        boolean background = effect instanceof Background;
        Cancellation cancellation = new Cancellation();
        running.put(cancellation, scope);
        if (!background) {
            idle.enter();
        }
        Thread worker = Thread.ofVirtual()
                .name(effect.getClass().getSimpleName())
                .unstarted(() -> perform(effect, background, cancellation));
        cancellation.onCancel(worker::interrupt);
        worker.start();
    }

    void cancel(String scope) {
        for (Map.Entry<Cancellation, String> entry : Set.copyOf(running.entrySet())) {
            if (entry.getValue().equals(scope)) {
                entry.getKey().cancel();
            }
        }
    }

    void cancelAll() {
        Set.copyOf(running.keySet()).forEach(Cancellation::cancel);
    }

    private void perform(Effect effect, boolean background, Cancellation cancellation) {
        Consumer<Msg> sink = msg -> {
            if (!cancellation.isCancelled()) {
                queue.accept(msg);
            }
        };
        boolean placed = false;
        try {
            if (!background) {
                places.acquire();
                placed = true;
            }
            cancellation.check();
            runner.run(effect, sink, cancellation);
        } catch (Throwable failure) {
            // Reported to the application, which alone can say what it means; a cancelled effect may end as it likes.
            sink.accept(new EffectFailed(effect, failure));
        } finally {
            if (placed) {
                places.release();
            }
            running.remove(cancellation);
            if (!background) {
                queue.accept(new Done());
            }
        }
    }
}
