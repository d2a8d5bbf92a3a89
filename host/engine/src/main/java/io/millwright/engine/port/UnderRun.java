package io.millwright.engine.port;

import java.util.Optional;

/**
 * For which run something is done to a cluster right now, on this thread. A connection tells it to the API server with each call, so that the
 * audit log names the run beside the user; the journal of that name says the rest.
 */
public final class UnderRun {
    private static final ScopedValue<String> RUN = ScopedValue.newInstance();

    private UnderRun() {}

    /** Does that for that run. */
    public static <T, X extends Throwable> T of(String run, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(RUN, run).call(work);
    }

    /** The run; empty where nothing is done for any. */
    public static Optional<String> id() {
        return RUN.isBound() ? Optional.of(RUN.get()) : Optional.empty();
    }
}
