package io.millwright.sandbox;

import io.millwright.sandbox.sim.ClusterRuntime;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.spi.Problem;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A cluster of a running sandbox. Thread-safe. */
public final class RunningCluster {
    private final ClusterRuntime runtime;
    private final URI url;

    RunningCluster(ClusterRuntime runtime, URI url) {
        this.runtime = runtime;
        this.url = url;
    }

    /** Its name, which is its context's name too. */
    public String name() {
        return runtime.name();
    }

    /** Its API server's address. */
    public URI url() {
        return url;
    }

    /** Its objects, for tests and rehearsals: writes here are a client's writes. */
    public ObjectStore store() {
        return runtime.store();
    }

    /** Its time. */
    public Instant now() {
        return runtime.clock().instant();
    }

    /** A clock that shows it, now and later. */
    public Clock clock() {
        return runtime.clock();
    }

    /** Switches a fault that a tool's simulator knows. The simulators see it at once. */
    public void fault(String tool, String name, boolean on) {
        runtime.faults().set(tool, name, on);
    }

    /** The faults that are on, as {@code tool/name}. */
    public Set<String> faults() {
        return runtime.faults().active();
    }

    /** Waits until nothing is left to do at the present time, seeding included. */
    public void settle() throws InterruptedException {
        runtime.settle();
    }

    /** Moves standing time on; all that happens in that time has happened on return. Only where the options let time stand. */
    public void advance(Duration duration) throws InterruptedException {
        runtime.advance(duration);
    }

    /** What went wrong inside: simulators that threw, objects that were refused. Empty is good. */
    public List<Problem> problems() {
        return runtime.problems();
    }
}
