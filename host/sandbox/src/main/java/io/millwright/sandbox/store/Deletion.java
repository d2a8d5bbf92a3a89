package io.millwright.sandbox.store;

import io.millwright.sandbox.schema.Tree;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What deleting does to an object before it is gone. */
final class Deletion {
    private static final Set<String> PROTECTED = Set.of("default", "kube-system", "kube-public");
    private static final String FOREGROUND = "foregroundDeletion";
    private final Clock clock;

    Deletion(Clock clock) {
        this.clock = clock;
    }

    void check(KindInfo info, Resource current, DeleteOptions options) {
        options.uid().filter(uid -> !uid.equals(current.uid())).ifPresent(uid -> {
            // Upstream names the kind here, not the resource.
            throw new ApiError(
                    409,
                    "Conflict",
                    "Operation cannot be fulfilled on " + info.kind().kind() + " \"" + current.name()
                            + "\": the UID in the precondition (" + uid + ") does not match the UID in record ("
                            + current.uid() + "). The object might have been deleted and then recreated",
                    ApiError.details(info.kind().group(), info.kind().plural(), current.name()));
        });
        options.resourceVersion()
                .filter(v -> !v.equals(current.resourceVersion()))
                .ifPresent(v -> {
                    throw ApiError.conflict(
                            info.kind(),
                            current.name(),
                            "Precondition failed: ResourceVersion in precondition: " + v
                                    + ", ResourceVersion in object meta: " + current.resourceVersion());
                });
        if (info.kind().equals(Kind.NAMESPACE) && PROTECTED.contains(current.name())) {
            throw ApiError.forbidden(info.kind(), current.name(), "this namespace may not be deleted");
        }
    }

    /** The object with its marks of deletion; unchanged when it has them already. */
    Resource mark(KindInfo info, Resource current, DeleteOptions options) {
        Tree tree = Tree.of(current);
        boolean already = tree.has("metadata", "deletionTimestamp");
        long grace = grace(info, current, options);
        long before = current.number("metadata", "deletionGracePeriodSeconds").orElse(Long.MAX_VALUE);
        if (!already || grace < before) {
            tree.put(grace, "metadata", "deletionGracePeriodSeconds");
            if (!already || grace < before && before != Long.MAX_VALUE) {
                tree.put(Times.text(clock.instant().plusSeconds(grace)), "metadata", "deletionTimestamp");
            }
        }
        if (!already && info.hasGeneration()) {
            tree.put(current.generation() + 1, "metadata", "generation");
        }
        if (!already && options.propagation() == DeleteOptions.Propagation.FOREGROUND) {
            List<String> finalizers = new ArrayList<>(current.texts("metadata", "finalizers"));
            finalizers.add(FOREGROUND);
            tree.put(finalizers, "metadata", "finalizers");
        }
        if (info.kind().equals(Kind.NAMESPACE)) {
            tree.put("Terminating", "status", "phase");
        }
        if (Definitions.isDefinition(info) && !already) {
            tree.put(List.of("customresourcecleanup.apiextensions.k8s.io"), "metadata", "finalizers");
        }
        return tree.resource();
    }

    private static long grace(KindInfo info, Resource object, DeleteOptions options) {
        if (!info.kind().equals(Kind.POD)
                || object.text("spec", "nodeName").isEmpty()
                || Set.of("Failed", "Succeeded")
                        .contains(object.text("status", "phase").orElse(""))) {
            return 0;
        }
        return Math.max(
                0,
                options.graceSeconds()
                        .or(() -> object.number("spec", "terminationGracePeriodSeconds"))
                        .orElse(30L));
    }

    /** Whether nothing keeps a marked object any more. */
    boolean finished(KindInfo info, Resource object) {
        return object.text("metadata", "deletionTimestamp").isPresent()
                && object.texts("metadata", "finalizers").isEmpty()
                && object.number("metadata", "deletionGracePeriodSeconds").orElse(0L) == 0
                && (!info.kind().equals(Kind.NAMESPACE)
                        || object.texts("spec", "finalizers").isEmpty());
    }
}
