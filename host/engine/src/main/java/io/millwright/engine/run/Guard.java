package io.millwright.engine.run;

import io.millwright.engine.handover.Mirror;
import io.millwright.engine.journal.Journal;
import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Keeps a run's lock while it works: taken before, renewed beside, asked again before each write, given back after. */
final class Guard {
    private final FrozenPlan plan;
    private final ClusterConnection cluster;
    private final RunExecutor.Surroundings around;
    private final Chronicle chronicle;
    private Optional<InstanceLock> lock = Optional.empty();

    Guard(FrozenPlan plan, ClusterConnection cluster, RunExecutor.Surroundings around, Chronicle chronicle) {
        this.plan = plan;
        this.cluster = cluster;
        this.around = around;
        this.chronicle = chronicle;
    }

    /**
     * Takes the lock.
     *
     * @param former the ids of the locks that this run has held before
     * @throws io.millwright.spi.ProblemException when another holds it, or the cluster refuses
     */
    void take(List<String> former) {
        lock = new LockTaking(plan, cluster, around, former, (type, fields) -> {
                    chronicle.append(type, fields);
                    chronicle.force();
                })
                .take();
    }

    /** Does that work while the lock is renewed, and gives the lock back however it ends. */
    RunResult during(Supplier<RunResult> work) {
        if (lock.isEmpty()) {
            return work.get();
        }
        RunResult result;
        try (Renewal _ = lock.get().keep()) {
            result = work.get();
        } catch (RuntimeException e) {
            lock.get().release();
            throw e;
        }
        String kept = lock.get().release().orElse("");
        chronicle.append("LOCK_RELEASED", Map.of("message", kept));
        chronicle.force();
        return result;
    }

    /** Why nothing may be changed any more; empty while the lock is held. */
    Optional<Problem> lost() {
        return lock.flatMap(InstanceLock::check);
    }

    /** The same, when the last answer of the cluster is older than an instant. */
    Optional<Problem> lostMeanwhile() {
        return lock.flatMap(InstanceLock::checkAgain);
    }

    /** The run's copy in the cluster, beside its lock. */
    Mirror mirror() {
        String own = plan.plan().target().instance().namespace();
        String namespace = lock.map(InstanceLock::namespace).orElse(own.isEmpty() ? "default" : own);
        return new Mirror(plan, cluster, namespace, Machine.name(), epoch());
    }

    /** Takes up the copy in the cluster, unless another machine has gone on with the run meanwhile. */
    void goOn(Journal journal) {
        Mirror mirror = mirror();
        Optional<String> lost = Optional.empty();
        try {
            mirror.find(journal);
        } catch (ProblemException e) {
            if (e.problem().code().equals(Optional.of("blocked"))) {
                throw e;
            }
            lost = Optional.of(e.problem().why());
        }
        chronicle.append("RESUME", Map.of("by", cluster.user()));
        chronicle.force();
        lost.ifPresentOrElse(chronicle::notHandedOver, () -> chronicle.mirrored(mirror));
    }

    /** Who looks at the run's copy in the cluster is told that it is over; without a lock, since nothing else is written. */
    void close(Journal journal) {
        Mirror mirror = mirror();
        try {
            if (mirror.find(journal)) {
                chronicle.mirroredAtItsEnd(mirror);
            }
        } catch (ProblemException e) {
            chronicle.leftOpen(e.problem().why());
        }
    }

    /** The lock's epoch; 0 without a lock. */
    long epoch() {
        return lock.map(InstanceLock::epoch).orElse(0L);
    }
}
