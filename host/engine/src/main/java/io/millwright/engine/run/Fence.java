package io.millwright.engine.run;

import io.millwright.engine.port.ClusterConnection;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Keeps a process that slept, and doesn't know that its lock is another's by now, from writing: each write is bound to its object as it was
 * before the lock was asked for. What the other run has changed since is refused by the API server itself. Requests and commands to
 * programs have no such condition; for them the look at the lock just before is all there is.
 */
final class Fence {
    private static final int ATTEMPTS = 5;

    private final ClusterConnection cluster;
    private final Supplier<Optional<Problem>> lost;

    /** {@code lost}: why nothing may be changed any more; asked right before each write. */
    Fence(ClusterConnection cluster, Supplier<Optional<Problem>> lost) {
        this.cluster = cluster;
        this.lost = lost;
    }

    /** @throws ProblemException when the lock is lost */
    void look() {
        lost.get().ifPresent(p -> {
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
            look();
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
