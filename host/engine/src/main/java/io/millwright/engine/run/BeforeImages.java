package io.millwright.engine.run;

import io.millwright.engine.check.Refs;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.port.ClusterWriter.Mode;
import io.millwright.engine.preview.EquivalentCommands;
import io.millwright.engine.preview.Previewer;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an exact undo needs: of each object that a step touches, whether it was there, and the former values of just the fields that the
 * step sets. An undo never puts a whole object back: others may have changed the rest meanwhile.
 */
final class BeforeImages {
    /**
     * One object as it was.
     *
     * @param ref which
     * @param existed false when the step makes it: its undo is to delete it
     * @param patch the former values of the fields
     * @param removals the fields that were not set
     */
    record Image(ObjectRef ref, boolean existed, Map<String, Object> patch, List<String> removals) {}

    private BeforeImages() {}

    /** The images for that action, read now. Empty for actions whose effect has no former value. */
    static List<Image> of(Action action, ClusterConnection cluster) {
        return switch (action) {
            case Action.Apply a ->
                a.objects().stream()
                        .map(o -> image(Refs.of(o), o.content(), cluster))
                        .toList();
            case Action.Create a ->
                List.of(image(Refs.of(a.object()), a.object().content(), cluster));
            case Action.Patch a -> List.of(image(a.object(), EquivalentCommands.withRemovals(a), cluster));
            case Action.Annotate a -> List.of(image(a.object(), Previewer.annotations(a), cluster));
            case Action.Scale a -> List.of(scale(a, cluster));
            case Action.Delete a -> List.of();
            case Action.Helm a -> List.of();
            case Action.Http a -> List.of();
            case Action.Exec a -> List.of();
            case Action.Wait a -> List.of();
            case Action.Look a -> List.of();
            case Action.Confirm a -> List.of();
            case Action.Input a -> List.of();
            case Action.Manual a -> List.of();
            case Action.ForEach a -> List.of();
        };
    }

    /** Puts the images back, last first. */
    static void restore(List<Image> images, ClusterConnection cluster) {
        for (Image image : images.reversed()) {
            if (!image.existed()) {
                cluster.writer().delete(image.ref(), Action.Propagation.BACKGROUND, Mode.REAL);
            } else if (!image.patch().isEmpty() || !image.removals().isEmpty()) {
                cluster.writer().patch(image.ref(), image.patch(), image.removals(), "", Optional.empty(), Mode.REAL);
            }
        }
    }

    private static Image scale(Action.Scale a, ClusterConnection cluster) {
        Optional<Resource> live = cluster.view().get(a.object());
        String field = live.flatMap(o -> o.number("spec", "instances")).isPresent() ? "instances" : "replicas";
        return image(a.object(), Map.of("spec", Map.of(field, a.replicas())), cluster);
    }

    private static Image image(ObjectRef ref, Map<String, ?> fields, ClusterConnection cluster) {
        Optional<Resource> live = cluster.view().get(ref.anyIncarnation());
        if (live.isEmpty() || ref.kind().equals(Kind.SECRET)) {
            // A Secret's former value may not be written down: it is made or left, never put back.
            return new Image(ref.anyIncarnation(), live.isPresent(), Map.of(), List.of());
        }
        List<String> removals = new ArrayList<>();
        Map<String, Object> patch = former(fields, live.get().content(), "", removals);
        return new Image(ref.anyIncarnation(), true, patch, removals);
    }

    private static Map<String, Object> former(Map<?, ?> fields, Map<?, ?> live, String path, List<String> removals) {
        Map<String, Object> patch = new LinkedHashMap<>();
        fields.forEach((k, wanted) -> {
            String key = String.valueOf(k);
            if (path.isEmpty() && (key.equals("apiVersion") || key.equals("kind") || key.equals("status"))
                    || path.equals("metadata/") && (key.equals("name") || key.equals("namespace"))) {
                return;
            }
            Object before = live.get(key);
            String here = path + key.replace("~", "~0").replace("/", "~1");
            if (before == null) {
                removals.add(here);
            } else if (wanted instanceof Map<?, ?> w && before instanceof Map<?, ?> b) {
                Map<String, Object> inner = former(w, b, here + "/", removals);
                if (!inner.isEmpty()) {
                    patch.put(key, inner);
                }
            } else {
                patch.put(key, before);
            }
        });
        return patch;
    }
}
