package io.millwright.sandbox.sim;

import io.millwright.sandbox.controller.Controller;
import io.millwright.sandbox.controller.World;
import io.millwright.sandbox.store.Change;
import io.millwright.spi.Kind;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The thread of one cluster: runs controllers when kinds they watch changed or the time they asked for has come, and the tools' simulators
 * after any change and once a second of the cluster's time. Everything that a cluster does by itself happens here, one thing after another.
 */
final class ClusterLoop implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration QUIET = Duration.ofSeconds(20);
    /** The time that a seed gets to grow up, at the most. */
    private static final Duration GROWTH = Duration.ofMinutes(10);

    private static final Duration STRIDE = Duration.ofSeconds(60);
    /** In running time, simulators wait that long (wall) between passes, so that one that always finds something doesn't burn a core. */
    private static final Duration BREATH = Duration.ofMillis(20);
    /** So many passes without time moving on mean that something writes in circles. */
    private static final int CIRCLES = 1_000;

    private static final Duration PATIENCE = Duration.ofSeconds(110);

    private record Work(World world, Runnable first) {}

    /** One tool's part in a pass. */
    record Part(String tool, Runnable reconcile) {}

    private final SimulatedClock clock;
    private final List<Controller> controllers;
    private final List<Part> parts;
    private final Consumer<Problem> problems;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    /** Who asked to be run at that time. */
    private final TreeMap<Instant, Set<Controller>> wakes = new TreeMap<>();

    private final Thread thread;
    private final AtomicReference<Optional<Work>> work = new AtomicReference<>(Optional.empty());
    /** The controller that runs just now; only the loop's thread uses it. */
    private Optional<Controller> running = Optional.empty();

    private Set<Kind> dirty = new HashSet<>();
    private boolean deletions;
    private boolean all = true;
    private boolean toolsDue = true;
    private boolean idle;
    private boolean closed;
    private boolean catchingUp;
    private double speed = 1;
    private Instant nextTick;
    private Instant lastMove;
    private final Instant begun;
    private Instant breathe = Instant.MIN;
    private Instant circleTime = Instant.MIN;
    private int circles;

    ClusterLoop(
            String name,
            SimulatedClock clock,
            List<Controller> controllers,
            List<Part> parts,
            Consumer<Problem> problems) {
        this.clock = clock;
        this.controllers = controllers;
        this.parts = parts;
        this.problems = problems;
        this.nextTick = clock.instant();
        this.lastMove = clock.instant();
        this.begun = clock.instant();
        this.thread = Thread.ofPlatform().daemon(true).name("sandbox-" + name).unstarted(this::run);
    }

    /** Starts the thread with {@code first}. With {@code catchUp} time races to the present first, then goes on at that speed. */
    void start(World world, Runnable first, boolean catchUp, double speedThen) {
        work.set(Optional.of(new Work(world, first)));
        catchingUp = catchUp;
        speed = speedThen;
        thread.start();
    }

    /** Called by the store with every change, under its lock. */
    void changed(Change change) {
        Kind kind = change.kind().kind();
        boolean heartbeat = kind.equals(Kind.EVENT)
                || kind.equals(Kind.LEASE) && change.object().namespace().equals("kube-node-lease");
        if (heartbeat) {
            return;
        }
        signal(() -> {
            dirty.add(kind);
            toolsDue = true;
            lastMove = clock.instant();
            deletions |= change.type() == Change.Type.DELETED
                    || change.object().at("metadata", "deletionTimestamp").isPresent();
        });
    }

    /** Asks for a pass of the simulators: a fault was switched, say. */
    void poke() {
        signal(() -> toolsDue = true);
    }

    /** Runs the controller that asks again at that time, or all when none is running; the past is no time to ask for. */
    void wakeAt(Instant when) {
        if (!when.isAfter(clock.instant())) {
            return;
        }
        Collection<Controller> who =
                running.<Collection<Controller>>map(List::of).orElse(controllers);
        signal(() -> wakes.computeIfAbsent(when, t -> new HashSet<>()).addAll(who));
    }

    private void signal(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no work is queued and the clock has caught up. */
    void settle() throws InterruptedException {
        lock.lock();
        try {
            long left = PATIENCE.toNanos();
            while (!closed && (catchingUp || !idle || due())) {
                if (left <= 0) {
                    throw new IllegalStateException(
                            "the sandbox cluster didn't settle within " + PATIENCE.toSeconds() + " s");
                }
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Moves a standing clock on, stopping at every time that something waits for, and settles at each. */
    void advance(Duration duration) throws InterruptedException {
        Instant target = clock.instant().plus(duration);
        settle();
        for (Instant next = next(); next.isBefore(target); next = next()) {
            Instant to = next;
            signal(() -> clock.set(to));
            settle();
        }
        signal(() -> clock.set(target));
        settle();
    }

    private Instant next() {
        lock.lock();
        try {
            return !wakes.isEmpty() && wakes.firstKey().isBefore(nextTick) ? wakes.firstKey() : nextTick;
        } finally {
            lock.unlock();
        }
    }

    private boolean due() {
        Instant now = clock.instant();
        return all
                || !dirty.isEmpty()
                || toolsDue
                || !nextTick.isAfter(now)
                || !wakes.isEmpty() && !wakes.firstKey().isAfter(now);
    }

    private void run() {
        Work given = work.get().orElseThrow();
        guarded("seed", given.first());
        while (await()) {
            pass(given.world());
        }
    }

    /** Waits for work; false once closed. */
    private boolean await() {
        lock.lock();
        try {
            while (!closed && !due()) {
                if (catchingUp) {
                    catchUp();
                    continue;
                }
                idle = true;
                changed.signalAll();
                Optional<Duration> wait = clock.wallUntil(next());
                if (wait.isPresent()) {
                    changed.awaitNanos(Math.max(1_000_000, wait.get().toNanos()));
                } else {
                    changed.await();
                }
            }
            idle = false;
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    private void catchUp() {
        Instant now = clock.instant();
        // A simulator that always has something to write must not make the whole past pass second by second.
        boolean quiet = lastMove.plus(QUIET).isBefore(now) || begun.plus(GROWTH).isBefore(now);
        Instant to = quiet ? now.plus(STRIDE) : next();
        Instant present = clock.wall();
        if (to.isBefore(present)) {
            clock.set(to);
        } else {
            catchingUp = false;
            clock.run(present, speed);
            changed.signalAll();
        }
    }

    private void pass(World world) {
        Set<Controller> woken = new HashSet<>();
        Set<Kind> kinds;
        boolean everything;
        boolean deleted;
        lock.lock();
        try {
            Instant now = clock.instant();
            Map<Instant, Set<Controller>> past = wakes.headMap(now, true);
            past.values().forEach(woken::addAll);
            past.clear();
            kinds = dirty;
            dirty = new HashSet<>();
            everything = all;
            deleted = deletions;
            all = false;
            deletions = false;
        } finally {
            lock.unlock();
        }
        for (Controller controller : controllers) {
            boolean concerned = controller.onlyDeletions()
                    ? deleted
                    : controller.watches().isEmpty() && !kinds.isEmpty()
                            || controller.watches().stream().anyMatch(kinds::contains);
            if (everything || concerned || woken.contains(controller)) {
                running = Optional.of(controller);
                guarded(controller.getClass().getSimpleName(), () -> controller.reconcile(world));
            }
        }
        running = Optional.empty();
        if (calm()) {
            tools();
        }
        breakCircles();
    }

    private boolean calm() {
        lock.lock();
        try {
            return dirty.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    private void tools() {
        lock.lock();
        try {
            boolean tick = !nextTick.isAfter(clock.instant());
            if (!tick && !toolsDue) {
                return;
            }
            if (!clock.standing()) {
                long wait = Duration.between(clock.wall(), breathe).toNanos();
                while (wait > 0 && !closed) {
                    wait = changed.awaitNanos(wait);
                }
            }
            toolsDue = false;
            if (tick) {
                nextTick = clock.instant().plus(TICK);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } finally {
            lock.unlock();
        }
        for (Part part : parts) {
            guarded("simulator of " + part.tool(), part.reconcile());
        }
        breathe = clock.wall().plus(BREATH);
    }

    private void breakCircles() {
        Instant now = clock.instant();
        circles = clock.standing() && now.equals(circleTime) ? circles + 1 : 0;
        circleTime = now;
        if (circles > CIRCLES) {
            problems.accept(new Problem(
                    Problem.Kind.INTERNAL,
                    "settle",
                    thread.getName(),
                    "controllers or simulators write in circles; last changed: " + dirty,
                    "This is a fault of a simulator or of Millwright: please report it.",
                    Optional.empty()));
            signal(() -> {
                dirty = new HashSet<>();
                toolsDue = false;
                circles = 0;
            });
        }
    }

    /** Does the work; what it throws becomes a problem. */
    void guarded(String who, Runnable work) {
        try {
            work.run();
        } catch (ProblemException e) {
            problems.accept(e.problem());
        } catch (RuntimeException e) {
            // One simulator's fault must not stop the cluster: it is told, and the next pass tries again.
            problems.accept(Problem.internal("run the " + who, thread.getName(), e));
        }
    }

    @Override
    public void close() {
        signal(() -> closed = true);
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
