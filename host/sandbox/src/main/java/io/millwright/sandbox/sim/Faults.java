package io.millwright.sandbox.sim;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The named faults that are switched on in one cluster. Thread-safe. */
public final class Faults {
    private final Set<String> on = new ConcurrentSkipListSet<>();
    private final Runnable changed;

    Faults(Runnable changed) {
        this.changed = changed;
    }

    /** Switches a tool's fault. */
    public void set(String tool, String name, boolean active) {
        if (active ? on.add(tool + "/" + name) : on.remove(tool + "/" + name)) {
            changed.run();
        }
    }

    /** Whether it is on. */
    public boolean isOn(String tool, String name) {
        return on.contains(tool + "/" + name);
    }

    /** What is on, as {@code tool/name}, sorted. */
    public Set<String> active() {
        return Set.copyOf(on);
    }
}
