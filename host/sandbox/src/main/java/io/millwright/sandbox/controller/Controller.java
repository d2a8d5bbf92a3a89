package io.millwright.sandbox.controller;

import io.millwright.spi.Kind;
import java.util.Set;

/**
 * One built-in controller: level-triggered, it looks at the whole cluster and does the next thing. A pass that finds nothing to do must write
 * nothing, else the cluster never settles.
 */
public interface Controller {
    /** Kinds whose changes are worth a pass. Empty means all kinds. */
    Set<Kind> watches();

    /** Whether only deletions matter to it, of whatever kind. */
    default boolean onlyDeletions() {
        return false;
    }

    /** One pass. */
    void reconcile(World world);
}
