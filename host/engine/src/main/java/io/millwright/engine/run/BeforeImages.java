package io.millwright.engine.run;

import io.millwright.engine.Redaction;
import io.millwright.engine.check.Refs;
import io.millwright.engine.json.Json;
import io.millwright.engine.port.ClusterConnection;
import io.millwright.engine.preview.EquivalentCommands;
import io.millwright.engine.preview.Previewer;
import io.millwright.spi.Action;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an exact undo needs: of each object that a step touches, whether it was there, and the former values of just the fields that the
 * step changes. An undo never puts a whole object back: others may have changed the rest meanwhile. Secrets' values are withheld, never
 * stored: an image holds nothing that the journal would mask, so that it reads back from there as it was.
 */
final class BeforeImages {
    /**
     * One object as it was.
     *
     * @param ref which; with its UID when it existed
     * @param existed false when the step makes it: its undo is to delete it
     * @param subresource what is patched, empty for the object itself
     * @param patch the former values of the fields that the step changes
     * @param removals the fields that the step sets and that were not set before
     * @param withheld fields whose former value is a secret, which an undo can't put back
     * @param set what the step sets in these fields, to see whether somebody else changed them later
     * @param taken the fields that the step takes away
     */
    record Image(
            ObjectRef ref,
            boolean existed,
            String subresource,
            Map<String, Object> patch,
            List<String> removals,
            List<String> withheld,
            Map<String, Object> set,
            List<String> taken) {
        Image {
            removals = List.copyOf(removals);
            withheld = List.copyOf(withheld);
            taken = List.copyOf(taken);
        }
    }

    /** The images of one step, as the journal holds them. */
    record Images(List<Image> images) {
        static final Images NONE = new Images(List.of());

        Images {
            images = List.copyOf(images);
        }

        Map<String, Object> stored() {
            return Json.readMap(Json.write(this));
        }

        static Images read(Map<String, ?> stored) {
            return Json.read(Json.write(stored), Images.class);
        }
    }

    private final ClusterConnection cluster;

    BeforeImages(ClusterConnection cluster) {
        this.cluster = cluster;
    }

    /** The images for that action, read now. Empty for actions whose effect has no former value. */
    Images of(Action action) {
        return new Images(
                switch (action) {
                    case Action.Apply a ->
                        a.objects().stream()
                                .map(o -> image(Refs.of(o, a.objects()), o.content(), List.of(), ""))
                                .toList();
                    case Action.Create a ->
                        List.of(image(Refs.of(a.object()), a.object().content(), List.of(), ""));
                    case Action.Patch a ->
                        List.of(image(a.object(), EquivalentCommands.withRemovals(a), a.removals(), a.subresource()));
                    case Action.Annotate a -> List.of(image(a.object(), Previewer.annotations(a), List.of(), ""));
                    case Action.Scale a -> List.of(scale(a));
                    case Action.Delete a -> List.of();
                    case Action.Evict a -> List.of();
                    case Action.ForceDelete a -> List.of();
                    case Action.Helm a -> List.of();
                    case Action.HelmRollback a -> List.of();
                    case Action.Http a -> List.of();
                    case Action.Exec a -> List.of();
                    case Action.Wait a -> List.of();
                    case Action.Look a -> List.of();
                    case Action.Confirm a -> List.of();
                    case Action.Input a -> List.of();
                    case Action.Manual a -> List.of();
                    case Action.ForEach a -> List.of();
                });
    }

    private Image scale(Action.Scale a) {
        Optional<Resource> live = cluster.view().get(a.object().anyIncarnation());
        String field = live.flatMap(o -> o.number("spec", "instances")).isPresent() ? "instances" : "replicas";
        return image(a.object(), Map.of("spec", Map.of(field, a.replicas())), List.of(), "");
    }

    private Image image(ObjectRef named, Map<String, ?> fields, List<String> taken, String subresource) {
        ObjectRef ref = named.anyIncarnation();
        Optional<Resource> live = cluster.view().get(ref);
        if (live.isEmpty()) {
            return new Image(ref, false, subresource, Map.of(), List.of(), List.of(), Map.of(), List.of());
        }
        Walk walk = new Walk(ref.kind().equals(Kind.SECRET), taken);
        Map<String, Object> set = new LinkedHashMap<>();
        Map<String, Object> patch = walk.former(fields, live.get().content(), subresource.equals("status"), "", set);
        ObjectRef incarnation = new ObjectRef(
                ref.kind(), ref.namespace(), ref.name(), Optional.of(live.get().uid()));
        return new Image(incarnation, true, subresource, patch, walk.removals, walk.withheld, set, walk.taken);
    }

    /** Whether two values are the same JSON. */
    static boolean same(Object a, Object b) {
        return Json.write(a).equals(Json.write(b));
    }

    /** The words of a path as in {@link Action.Patch#removals}. */
    static String[] words(String path) {
        return Arrays.stream(path.split("/"))
                .map(w -> w.replace("~1", "/").replace("~0", "~"))
                .toArray(String[]::new);
    }

    /** Goes through the fields that a step sets, beside the object as it is. */
    private static final class Walk {
        private final boolean secret;
        private final List<String> mayTake;
        private final List<String> removals = new ArrayList<>();
        private final List<String> withheld = new ArrayList<>();
        private final List<String> taken = new ArrayList<>();

        Walk(boolean secret, List<String> mayTake) {
            this.secret = secret;
            this.mayTake = mayTake;
        }

        Map<String, Object> former(
                Map<?, ?> fields, Map<?, ?> live, boolean status, String path, Map<String, Object> set) {
            Map<String, Object> patch = new LinkedHashMap<>();
            fields.forEach((k, wanted) -> {
                String key = String.valueOf(k);
                boolean identity = path.isEmpty() && (key.equals("apiVersion") || key.equals("kind"))
                        || path.isEmpty() && key.equals("status") && !status
                        || path.equals("metadata/") && (key.equals("name") || key.equals("namespace"));
                if (identity) {
                    return;
                }
                Object before = live.get(key);
                String here = path + key.replace("~", "~0").replace("/", "~1");
                boolean hidden = secret && path.isEmpty() && (key.equals("data") || key.equals("stringData"));
                if (wanted == null) {
                    taken(key, here, before, patch);
                } else if (before == null) {
                    removals.add(here);
                    if (!hidden && plain(key, wanted)) {
                        set.put(key, wanted);
                    }
                } else if (hidden) {
                    withheld.add(here);
                } else if (wanted instanceof Map<?, ?> w && before instanceof Map<?, ?> b) {
                    Map<String, Object> innerSet = new LinkedHashMap<>();
                    Map<String, Object> inner = former(w, b, status, here + "/", innerSet);
                    if (!inner.isEmpty()) {
                        patch.put(key, inner);
                    }
                    if (!innerSet.isEmpty()) {
                        set.put(key, innerSet);
                    }
                } else if (!same(wanted, before)) {
                    changed(key, here, wanted, before, patch, set);
                }
            });
            return patch;
        }

        private void taken(
                String key, String here, @org.jspecify.annotations.Nullable Object before, Map<String, Object> patch) {
            if (before == null || !mayTake.contains(here)) {
                return;
            }
            if (plain(key, before)) {
                patch.put(key, before);
                taken.add(here);
            } else {
                withheld.add(here);
            }
        }

        private void changed(
                String key,
                String here,
                Object wanted,
                Object before,
                Map<String, Object> patch,
                Map<String, Object> set) {
            if (!plain(key, before)) {
                withheld.add(here);
                return;
            }
            patch.put(key, before);
            if (plain(key, wanted)) {
                set.put(key, wanted);
            }
        }

        /** Whether the journal would store the value as it is. */
        private static boolean plain(String key, Object value) {
            return same(Redaction.of(Map.of(key, value)), Map.of(key, value));
        }
    }
}
