package io.millwright.kafka.strimzi;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Optional;
import java.util.function.Function;

/** Whether volumes can grow: their storage class says so, and nothing else. */
public final class Growth {
    private Growth() {}

    /**
     * Whether the class of that claim lets it grow; empty when the claim names no class, or the class isn't there.
     *
     * @param read reads an object of the cluster
     */
    public static Optional<Boolean> possible(Resource claim, Function<ObjectRef, Optional<Resource>> read) {
        return claim.text("spec", "storageClassName")
                .flatMap(n -> read.apply(ObjectRef.of(Kind.STORAGE_CLASS, "", n)))
                .map(s -> s.flag("allowVolumeExpansion").orElse(false));
    }

    /** Whether it is known that the claim can't grow. */
    public static boolean refused(Resource claim, Function<ObjectRef, Optional<Resource>> read) {
        return possible(claim, read).filter(p -> !p).isPresent();
    }

    /** The name of the claim's class, for people. */
    public static String className(Resource claim) {
        return claim.text("spec", "storageClassName").orElse("none");
    }
}
