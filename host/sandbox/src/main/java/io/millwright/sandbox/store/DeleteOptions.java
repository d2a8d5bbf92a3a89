package io.millwright.sandbox.store;

import java.util.Optional;

/**
 * How to delete.
 *
 * @param graceSeconds grace that overrides the object's own; 0 means at once
 * @param propagation what becomes of dependents
 * @param uid the incarnation that must be there
 * @param resourceVersion the version that must be there
 * @param dryRun check everything, change nothing
 */
public record DeleteOptions(
        Optional<Long> graceSeconds,
        Propagation propagation,
        Optional<String> uid,
        Optional<String> resourceVersion,
        boolean dryRun) {
    /** What becomes of dependents. The store itself only orphans and adds finalizers; a garbage collector does the rest. */
    public enum Propagation {
        /** The garbage collector deletes them afterwards. */
        BACKGROUND,
        /** The finalizer {@code foregroundDeletion} keeps the object until a garbage collector has removed its dependents. */
        FOREGROUND,
        /** They lose their owner reference at once and stay. */
        ORPHAN
    }

    public static final DeleteOptions DEFAULT =
            new DeleteOptions(Optional.empty(), Propagation.BACKGROUND, Optional.empty(), Optional.empty(), false);

    /** Without waiting for a kubelet. */
    public static final DeleteOptions NOW =
            new DeleteOptions(Optional.of(0L), Propagation.BACKGROUND, Optional.empty(), Optional.empty(), false);

    public DeleteOptions with(Propagation other) {
        return new DeleteOptions(graceSeconds, other, uid, resourceVersion, dryRun);
    }
}
