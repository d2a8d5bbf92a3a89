package io.millwright.engine.run;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps a process that slept, and doesn't know that its lock is another's by now, from writing: each write is bound to its object as it was
 * before the lock was asked for. What the other run has changed since is refused by the API server itself. Creations, Helm, and requests and
 * commands to programs have no such condition: right before each of them the lock is asked for in any case, and a creation asks once more
 * after it, so that one that came late isn't taken for a success.
 */
final class Fence {
    private static final int ATTEMPTS = 5;

    private final ClusterConnection cluster;
    private final Guard guard;

    /** {@code guard} is asked right before each write whether anything may be changed. */
    Fence(ClusterConnection cluster, Guard guard) {
        this.cluster = cluster;
        this.guard = guard;
    }

    /**
     * Before a write that no condition binds.
     *
     * @throws ProblemException when the lock is lost
     */
    void look() {
        refuse(guard.lost());
    }

    /**
     * After an object was made, which no condition could bind.
     *
     * @throws ProblemException when the lock is lost: it may have been when the object was made
     */
    void made(ObjectRef ref) {
        refuse(guard.lostMeanwhile()
                .map(p -> new Problem(
                        p.kind(),
                        p.attempted(),
                        p.on(),
                        p.why() + ", perhaps before " + ref.display() + " was created",
                        p.next(),
                        p.code())));
    }

    private static void refuse(Optional<Problem> problem) {
        problem.ifPresent(p -> {
            throw new ProblemException(p);
        });
    }

    /**
     * Writes that object. A controller's write in between is no conflict: it is read and the lock asked for again. An object that was made
     * anew in between is another one, and is left alone.
     *
     * @param write is given the object as it was seen, empty when it isn't there or may not be read
     */
    <T> T bound(ObjectRef ref, Function<Optional<Resource>, T> write) {
        Optional<Resource> seen = read(ref);
        for (int attempt = 1; ; attempt++) {
            refuse(guard.lostMeanwhile());
            try {
                return write.apply(seen);
            } catch (ProblemException e) {
                if (!e.problem().code().equals(Optional.of("409")) || attempt == ATTEMPTS) {
                    throw e;
                }
                Optional<Resource> now = read(ref);
                boolean moved = !now.map(Resource::resourceVersion).equals(seen.map(Resource::resourceVersion));
                boolean same = now.map(Resource::uid).equals(seen.map(Resource::uid));
                if (!moved || !same) {
                    throw e;
                }
                seen = now;
            }
        }
    }

    /** Who may change an object and not read it writes without a condition. */
    private Optional<Resource> read(ObjectRef ref) {
        try {
            return cluster.view().get(ref.anyIncarnation());
        } catch (ProblemException e) {
            if (e.problem().code().equals(Optional.of("403"))) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
