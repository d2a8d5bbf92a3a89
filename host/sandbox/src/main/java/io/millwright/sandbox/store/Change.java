package io.millwright.sandbox.store;

import io.millwright.spi.Resource;
import java.util.Optional;

/**
 * One committed change.
 *
 * @param type what happened
 * @param kind the kind as stored
 * @param object the object after the change; for a deletion its last state, with the deletion's resourceVersion
 * @param before the object before the change, absent for an addition
 * @param version the resourceVersion of the change
 */
public record Change(Type type, KindInfo kind, Resource object, Optional<Resource> before, long version) {
    /** What happened to the object. */
    public enum Type {
        ADDED,
        MODIFIED,
        DELETED
    }
}
