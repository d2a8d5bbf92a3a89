package io.millwright.vault.health;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;

/** References that several checks make. */
final class ObjectRefs {
    private ObjectRefs() {}

    static ObjectRef node(String name) {
        return ObjectRef.of(Kind.NODE, "", name);
    }

    static ObjectRef claim(String namespace, String name) {
        return ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, namespace, name);
    }

    static ObjectRef volume(String name) {
        return ObjectRef.of(Kind.PERSISTENT_VOLUME, "", name);
    }
}
