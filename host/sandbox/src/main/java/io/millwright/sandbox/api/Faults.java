package io.millwright.sandbox.api;

import java.time.Duration;
import java.util.Optional;

/** Makes requests fail or hang, for tests of clients. Called for every request, on its thread. */
@FunctionalInterface
public interface Faults {
    /** No faults. */
    Faults NONE = (method, path) -> Optional.empty();

    /**
     * What goes wrong.
     *
     * @param delay how long to wait before anything else
     * @param status HTTP status to answer with a Status object, 0 to go on as usual after the delay
     * @param reset cut the connection instead of answering
     */
    record Fault(Duration delay, int status, boolean reset) {
        public static Fault status(int code) {
            return new Fault(Duration.ZERO, code, false);
        }

        public static Fault slow(Duration delay) {
            return new Fault(delay, 0, false);
        }

        public static Fault cut() {
            return new Fault(Duration.ZERO, 0, true);
        }
    }

    /** The fault of this request, if any. */
    Optional<Fault> on(String method, String path);
}
