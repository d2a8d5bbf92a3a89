package io.millwright.engine.run;

import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A cluster as it would be if steps were taken back one after the other: what a step is put back over is what the steps after it leave. */
final class AsUndone {
    private final ClusterView view;
    private final Map<ObjectRef, Optional<Resource>> objects = new HashMap<>();

    AsUndone(ClusterView view) {
        this.view = view;
    }

    Optional<Resource> get(ObjectRef ref) {
        return objects.computeIfAbsent(ref, view::get);
    }

    /** That image is put back. */
    void back(BeforeImages.Image image) {
        ObjectRef ref = image.ref().anyIncarnation();
        objects.put(ref, image.existed() ? get(ref).map(o -> former(o, image)) : Optional.empty());
    }

    private static Resource former(Resource object, BeforeImages.Image image) {
        Resource former = set(object, image.patch());
        for (String removal : image.removals()) {
            former = former.without(BeforeImages.words(removal));
        }
        return former;
    }

    private static Resource set(Resource object, Map<?, ?> values, String... path) {
        Resource result = object;
        for (Map.Entry<?, ?> e : values.entrySet()) {
            String[] here = Arrays.copyOf(path, path.length + 1);
            here[path.length] = String.valueOf(e.getKey());
            result = e.getValue() instanceof Map<?, ?> inner && result.at(here).isPresent()
                    ? set(result, inner, here)
                    : result.with(Objects.requireNonNull(e.getValue()), here);
        }
        return result;
    }
}
