package io.millwright.engine.run;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The one lock of an instance while a run changes it: a Lease in the cluster, renewed as long as it is held. {@link #check} before each
 * write keeps a run from changing what is another's by now. Thread-safe: the renewal runs beside the run.
 */
final class InstanceLock {
    /** How often it is renewed. */
    static final Duration RENEWAL = Duration.ofSeconds(15);
    /** So long without a renewal, nothing is changed any more: well before another may take the lock. */
    private static final Duration FENCE = Duration.ofSeconds(45);

    /** So long after a renewal, nobody has to be asked again. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final FrozenPlan plan;
    private final Pace pace;
    private final Clock clock;
    private final LeaseObject object;
    private final LockHolder holder;
    private Resource lease;
    private long renewed;
    private Instant renewedAt;
    private Optional<String> lost = Optional.empty();

    /**
     * @param object the Lease that was taken
     * @param lease as it was when it was taken
     */
    InstanceLock(
            FrozenPlan plan, RunExecutor.Surroundings around, LeaseObject object, LockHolder holder, Resource lease) {
        this.plan = plan;
        this.pace = around.pace();
        this.clock = around.clock();
        this.object = object;
        this.holder = holder;
        this.lease = lease;
        this.renewed = pace.nanos();
        this.renewedAt = clock.instant();
    }

    /** What counts is when it was asked for: the answer may have been long on its way. */
    private void renewed(Resource seen) {
        long asked = pace.nanos();
        Instant askedAt = clock.instant();
        lease = object.renew(seen);
        renewed = asked;
        renewedAt = askedAt;
    }

    /**
     * Whether the last renewal is older than that. By both clocks: the one that is never set back stands still while the machine is suspended,
     * and the other one can only be wrong in the direction of asking once too often.
     */
    private boolean isOlderThan(Duration age) {
        boolean awake = pace.nanos() - renewed > age.toNanos();
        return awake || Duration.between(renewedAt, clock.instant()).compareTo(age) > 0;
    }

    /** The facts that the journal keeps. */
    synchronized Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("lease", object.ref().display());
        facts.put("lock", holder.id());
        facts.put("host", holder.host());
        facts.put("epoch", LeaseObject.epoch(lease));
        return facts;
    }

    /** Where the lock lies. */
    String namespace() {
        return object.ref().namespace();
    }

    /** Grows by one each time that the lock changes hands. */
    synchronized long epoch() {
        return LeaseObject.epoch(lease);
    }

    /** Asks the cluster whether the lock is still ours; why nothing may be changed, when it isn't or that can't be told for too long. */
    synchronized Optional<Problem> check() {
        Optional<String> unreachable = renew();
        if (lost.isPresent()) {
            return lost.map(this::refused);
        }
        return unreachable
                .filter(why -> isOlderThan(FENCE))
                .map(why -> refused("its lock could not be renewed for " + FENCE.toSeconds() + " s: " + why));
    }

    /** The same, where the last renewal may be from before a sleep of this process. */
    synchronized Optional<Problem> checkAgain() {
        boolean fresh = lost.isEmpty() && !isOlderThan(FRESH);
        return fresh ? Optional.empty() : check();
    }

    /** Renews it. Why that could not be done now; whether it is lost is told by {@link #check}. */
    private Optional<String> renew() {
        if (lost.isPresent()) {
            return Optional.empty();
        }
        try {
            renewed(lease);
            return Optional.empty();
        } catch (ProblemException e) {
            return switch (e.problem().code().orElse("")) {
                case "409" -> changed();
                case "404" -> gone();
                default -> Optional.of(e.problem().why());
            };
        }
    }

    /** Somebody else wrote it, or our own write went through and its answer was lost. */
    private Optional<String> changed() {
        try {
            Optional<Resource> live = object.read();
            if (live.isEmpty()) {
                return gone();
            }
            LockHolder now = LockHolder.read(live.get());
            if (now.id().equals(holder.id()) && LeaseObject.isHeld(live.get())) {
                renewed(live.get());
            } else {
                lost = Optional.of(
                        LeaseObject.isHeld(live.get())
                                ? "the lock was taken over by " + now.display()
                                : "the lock was released by somebody else");
            }
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem().why());
        }
    }

    private Optional<String> gone() {
        lost = Optional.of("the lock " + object.ref().display() + " was deleted");
        return Optional.empty();
    }

    /** Renewed beside the run until that is closed: an action may take minutes. */
    Renewal keep() {
        return new Renewal(RENEWAL, this::check);
    }

    /** Gives it back; why that could not be done, then it expires by itself. */
    synchronized Optional<String> release() {
        if (lost.isPresent()) {
            return lost;
        }
        try {
            object.release(lease);
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem().summary());
        }
    }

    private Problem refused(String why) {
        return new Problem(
                Problem.Kind.CLUSTER,
                "go on with " + plan.plan().title(),
                plan.plan().target().instance().display(),
                why,
                "Nothing was changed since. See with that operator what is going on; then resume the run, or undo it.",
                Optional.of("lock"));
    }

    /** A new holder for a run of that plan. */
    static LockHolder holder(FrozenPlan plan, ClusterConnection cluster, String id) {
        return new LockHolder(
                id,
                plan.planId(),
                plan.plan().title(),
                cluster.user(),
                Machine.name(),
                cluster.view().now().toString(),
                Optional.of(plan.plan().intent()));
    }
}
