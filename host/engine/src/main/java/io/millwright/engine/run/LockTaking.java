package io.millwright.engine.run;

import io.millwright.engine.plan.FrozenPlan;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.Danger;
import io.millwright.spi.InstanceId;
import io.millwright.spi.Intent;
import io.millwright.spi.Parameter;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/**
 * Takes the lock of a plan's instance: a free one, one whose holder isn't seen to renew it any more, one that this same run held before it
 * was interrupted here, or one that a person takes over by its id. Clocks of two machines are never compared: a holder is gone when its
 * Lease doesn't change for its whole duration while it is watched.
 *
 * <p>Backups have a lock of their own. Whoever takes one of the two then looks at the other, so that of two who begin at the same moment one
 * sees the other at least; the backup gives way.
 */
final class LockTaking {
    private static final Duration LOOK = Duration.ofSeconds(3);
    private static final int ATTEMPTS = 5;
    /** So long a run waits for another beside which it may not work, but after which it may. */
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    /** So often a change looks whether a backup that began at the same moment gives way. */
    private static final int LOOKS = 3;

    private static final String TAKEN_AND_RELEASED = "others take and release its lock all the time";

    private final FrozenPlan plan;
    private final ClusterConnection cluster;
    private final RunExecutor.Surroundings around;
    private final BiConsumer<String, Map<String, Object>> journal;
    private final List<String> former;

    /**
     * @param former ids of the locks that this run has held before, as its journal tells
     * @param journal is given the type and the fields of what is to be kept
     */
    LockTaking(
            FrozenPlan plan,
            ClusterConnection cluster,
            RunExecutor.Surroundings around,
            List<String> former,
            BiConsumer<String, Map<String, Object>> journal) {
        this.plan = plan;
        this.cluster = cluster;
        this.around = around;
        this.former = List.copyOf(former);
        this.journal = journal;
    }

    /**
     * The lock; empty when the user may not keep Leases and has agreed to go without.
     *
     * @throws ProblemException when another holds it, or the cluster refuses
     */
    Optional<InstanceLock> take() {
        InstanceId instance = plan.plan().target().instance();
        String namespace = instance.namespace().isEmpty() ? "default" : instance.namespace();
        try {
            return Optional.of(takeAlone(instance, namespace));
        } catch (ProblemException e) {
            return switch (e.problem().code().orElse("")) {
                // The namespace is made by the plan itself: until it is there, the lock lies in one that always is.
                case "404" -> Optional.of(takeAlone(instance, "default"));
                case "403" -> without(e.problem());
                default -> throw e;
            };
        }
    }

    /** The lock of backups or that of changes, while nobody holds the other of the two beside whom the plan may not be run. */
    private InstanceLock takeAlone(InstanceId instance, String namespace) {
        boolean backup = plan.plan().intent() == Intent.BACKUP;
        LeaseObject own = LeaseObject.of(cluster, instance, namespace, backup);
        LeaseObject other = LeaseObject.of(cluster, instance, namespace, !backup);
        for (int i = 0; i < ATTEMPTS; i++) {
            letGo(other);
            InstanceLock lock = take(own);
            boolean alone = false;
            try {
                alone = alone(other, backup);
            } finally {
                if (!alone) {
                    lock.release();
                }
            }
            if (alone) {
                return lock;
            }
            journal.accept("LOCK_RELEASED", Map.of("message", "another began at the same moment"));
        }
        throw refused(TAKEN_AND_RELEASED, "Try again in a minute.");
    }

    /** Whether nobody stands against it; a backup that began at the same moment is given the time to give way. */
    private boolean alone(LeaseObject other, boolean backup) {
        for (int look = 0; look < (backup ? 0 : LOOKS) && against(other).isPresent(); look++) {
            pause();
        }
        return against(other).isEmpty();
    }

    private Optional<Resource> against(LeaseObject other) {
        return other.read().filter(LeaseObject::isHeld).filter(l -> conflict(LockHolder.read(l)) != Conflict.NONE);
    }

    private Conflict conflict(LockHolder other) {
        return other.intent()
                .map(i -> Conflict.between(i, plan.plan().intent()))
                .orElse(Conflict.BLOCK);
    }

    /** Waits until nobody who stands against the plan holds that lock, or clears it of one who is gone. */
    private void letGo(LeaseObject other) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Optional<Resource> seen = against(other);
            if (seen.isEmpty()) {
                return;
            }
            right(other, seen.get(), LockHolder.read(seen.get())).ifPresent(r -> clear(other, r));
        }
        throw refused(TAKEN_AND_RELEASED, "Try again in a minute.");
    }

    /** Who was gone and wakes up finds that the lock isn't theirs any more. */
    private void clear(LeaseObject other, Right right) {
        try {
            other.release(right.seen());
        } catch (ProblemException e) {
            if (!e.problem().code().equals(Optional.of("409"))) {
                throw e;
            }
            return; // it has changed meanwhile: the next look tells
        }
        journal.accept(
                "LOCK_CLEARED",
                Map.of(
                        "lease", other.ref().display(),
                        "how", right.how(),
                        "from", LockHolder.read(right.seen()).display()));
    }

    private InstanceLock take(LeaseObject object) {
        LockHolder holder = InstanceLock.holder(plan, cluster, UUID.randomUUID().toString());
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                Optional<Resource> seen = object.read();
                if (seen.isEmpty()) {
                    return taken(object, holder, object.create(holder), "free", Map.of());
                }
                Optional<Right> right = right(object, seen.get());
                if (right.isPresent()) {
                    Resource as = right.get().seen();
                    Map<String, Object> from = LeaseObject.isHeld(as)
                            ? Map.of("from", LockHolder.read(as).display())
                            : Map.of();
                    return taken(
                            object, holder, object.take(as, holder), right.get().how(), from);
                }
            } catch (ProblemException e) {
                if (!e.problem().code().equals(Optional.of("409"))) {
                    throw e;
                }
                // Another was faster: the next look tells who.
                continue;
            }
        }
        throw refused(TAKEN_AND_RELEASED, "Try again in a minute.");
    }

    private InstanceLock taken(
            LeaseObject object, LockHolder holder, Resource lease, String how, Map<String, Object> more) {
        InstanceLock lock = new InstanceLock(plan, around, object, holder, lease);
        Map<String, Object> facts = lock.facts();
        facts.put("how", how);
        facts.putAll(more);
        journal.accept("LOCK_ACQUIRED", facts);
        return lock;
    }

    /** By what right a lock may be taken, and as which it was seen then. */
    private record Right(String how, Resource seen) {}

    /** By what right it may be taken; empty when it has changed meanwhile and is to be looked at again. */
    private Optional<Right> right(LeaseObject object, Resource seen) {
        if (!LeaseObject.isHeld(seen)) {
            return Optional.of(new Right("free", seen));
        }
        LockHolder other = LockHolder.read(seen);
        boolean own = former.contains(other.id()) && other.host().equals(Machine.name());
        return own ? Optional.of(new Right("its own", seen)) : right(object, seen, other);
    }

    private Optional<Right> right(LeaseObject object, Resource seen, LockHolder other) {
        Optional<Resource> last = watched(object, seen, other);
        if (last.isEmpty()) {
            return Optional.empty();
        }
        if (last.get().resourceVersion().equals(seen.resourceVersion())) {
            return Optional.of(new Right("expired", seen));
        }
        if (conflict(other) == Conflict.WAIT) {
            return ended(object, other);
        }
        if (takenByPerson(other)) {
            return object.read()
                    .filter(l -> LockHolder.read(l).id().equals(other.id()))
                    .map(l -> new Right("stolen", l));
        }
        throw refused(
                "another run holds its lock: " + other.display(),
                "Wait until it has ended. If it never will, repeat and give the lock's id " + other.id()
                        + " and a reason.");
    }

    /** Waits for a short run to end; the next look takes what it has let go. */
    private Optional<Right> ended(LeaseObject object, LockHolder other) {
        long end = around.pace().nanos() + PATIENCE.toNanos();
        while (around.pace().nanos() < end) {
            Optional<Resource> now = object.read().filter(LeaseObject::isHeld);
            if (now.map(l -> LockHolder.read(l).id()).filter(other.id()::equals).isEmpty()) {
                return Optional.empty();
            }
            pause();
        }
        throw refused(
                "another run has held its lock for " + PATIENCE.toMinutes() + " minutes: " + other.display(),
                "See what keeps that run, then try again.");
    }

    private void pause() {
        if (around.cancellation().requested()) {
            throw refused("the operator stopped waiting for its lock", "Nothing was changed.");
        }
        try {
            around.pace().pause(LOOK);
        } catch (InterruptedException e) {
            around.cancellation().request();
        }
    }

    /** The Lease as soon as it has changed, or as it still is after its whole duration; empty when it was let go. */
    private Optional<Resource> watched(LeaseObject object, Resource seen, LockHolder other) {
        journal.accept("LOCK_WAIT", Map.of("message", "held by " + other.display()));
        long end = around.pace().nanos() + LeaseObject.duration(seen).toNanos();
        Optional<Resource> now = Optional.of(seen);
        while (around.pace().nanos() < end) {
            pause();
            now = object.read().filter(LeaseObject::isHeld);
            if (now.filter(l -> l.resourceVersion().equals(seen.resourceVersion()))
                    .isEmpty()) {
                return now;
            }
        }
        return now;
    }

    /** A person may break a lock by its id, with a reason. Both are kept in the journal, and the loser's journal tells who took it. */
    private boolean takenByPerson(LockHolder other) {
        Operator operator = around.operator();
        Optional<String> id = operator.ask(text(
                "lock",
                "Lock id",
                "The lock is held by " + other.display() + ". To take it from them, type its id " + other.id()
                        + "; leave it empty to stop here"));
        if (id.filter(other.id()::equals).isEmpty()) {
            return false;
        }
        String reason = operator.ask(text("lock-reason", "Reason", "Why the lock is taken from its holder"))
                .filter(r -> !r.isBlank())
                .orElseThrow(() -> refused("no reason was given for taking its lock", "Nothing was changed."));
        journal.accept("LOCK_STOLEN", Map.of("from", other.display(), "lock", other.id(), "reason", reason));
        return true;
    }

    private static Parameter text(String id, String label, String help) {
        return new Parameter(id, label, help, new Parameter.Type.Text(".*", "text"), Optional.empty(), "", false);
    }

    /** Who may not write Leases can't be kept from others, nor others from them. */
    private Optional<InstanceLock> without(Problem refusal) {
        Danger danger = plan.plan().danger();
        boolean severe = danger == Danger.DESTRUCTIVE || danger == Danger.DATA_LOSS;
        String why = "its lock can't be taken: " + refusal.why();
        if (severe) {
            throw refused(
                    why,
                    "Nothing was changed. Ask for the rights to get, create and patch leases in "
                            + plan.plan().target().instance().namespace() + ".");
        }
        Optional<String> said = around.operator()
                .confirm(
                        "no-lock",
                        "You may not keep a lock, so another operator could change the same instance meanwhile.",
                        "no lock");
        if (said.filter("no lock"::equals).isEmpty()) {
            throw refused(why, "Nothing was changed. Ask for the rights to get, create and patch leases.");
        }
        journal.accept("LOCK_NONE", Map.of("message", why));
        return Optional.empty();
    }

    private ProblemException refused(String why, String next) {
        return new ProblemException(new Problem(
                Problem.Kind.CLUSTER,
                "begin with " + plan.plan().title(),
                plan.plan().target().instance().display(),
                why,
                next,
                Optional.of("blocked")));
    }
}
