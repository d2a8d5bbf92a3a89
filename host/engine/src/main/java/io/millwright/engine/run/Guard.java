package io.millwright.engine.run;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Problem;
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

    /** The lock's epoch; 0 without a lock. */
    long epoch() {
        return lock.map(InstanceLock::epoch).orElse(0L);
    }
}
