package io.millwright.testkit;

import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The objects of a {@link FakeCluster} and the kinds that it serves. Every method is atomic. */
final class FakeObjects {
    private record Key(String apiVersion, String kind, String namespace, String name) implements Comparable<Key> {
        @Override
        public int compareTo(Key o) {
            return (apiVersion + " " + kind + " " + namespace + " " + name)
                    .compareTo(o.apiVersion + " " + o.kind + " " + o.namespace + " " + o.name);
        }
    }

    private final Map<Key, Resource> objects = new TreeMap<>();
    private final Map<String, Kind> kinds = new LinkedHashMap<>();
    private long version = 100;

    FakeObjects() {
        builtIn().forEach(this::serve);
    }

    private static List<Kind> builtIn() {
        List<Kind> found = new ArrayList<>();
        for (Field field : Kind.class.getFields()) {
            if (Modifier.isStatic(field.getModifiers()) && field.getType() == Kind.class) {
                try {
                    found.add((Kind) Objects.requireNonNull(field.get(null)));
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException("the kinds of the contract can't be read", e);
                }
            }
        }
        return found;
    }

    private static Key key(ObjectRef ref) {
        return new Key(ref.kind().apiVersion(), ref.kind().kind(), ref.namespace(), ref.name());
    }

    synchronized void serve(Kind kind) {
        kinds.put(kind.apiVersion() + " " + kind.kind(), kind);
    }

    synchronized void unserve(Kind kind) {
        kinds.remove(kind.apiVersion() + " " + kind.kind());
        objects.keySet()
                .removeIf(k ->
                        k.apiVersion().equals(kind.apiVersion()) && k.kind().equals(kind.kind()));
    }

    synchronized void copyTo(FakeObjects other) {
        synchronized (other) {
            other.objects.clear();
            other.objects.putAll(objects);
            other.kinds.clear();
            other.kinds.putAll(kinds);
            other.version = version;
        }
    }

    synchronized Optional<Kind> kind(Resource object) {
        return Optional.ofNullable(kinds.get(object.apiVersion() + " " + object.kind()));
    }

    synchronized boolean serves(Kind kind) {
        return kinds.containsKey(kind.apiVersion() + " " + kind.kind());
    }

    synchronized Optional<Resource> get(ObjectRef ref) {
        return Optional.ofNullable(objects.get(key(ref)))
                .filter(r -> ref.uid().isEmpty() || ref.uid().get().equals(r.uid()));
    }

    synchronized List<Resource> list(Kind kind, Selector selector) {
        return objects.entrySet().stream()
                .filter(e -> e.getKey().apiVersion().equals(kind.apiVersion())
                        && e.getKey().kind().equals(kind.kind()))
                .map(Map.Entry::getValue)
                .filter(r -> matches(r, selector))
                .toList();
    }

    private static boolean matches(Resource r, Selector selector) {
        boolean labels = selector.labels().entrySet().stream()
                .allMatch(l -> r.label(l.getKey()).filter(l.getValue()::equals).isPresent());
        boolean fields = selector.fields().entrySet().stream()
                .allMatch(f -> r.text(f.getKey().split("\\.")).orElse("").equals(f.getValue()));
        boolean namespace =
                selector.namespace().isEmpty() || selector.namespace().equals(r.namespace());
        return namespace && labels && fields;
    }

    synchronized List<Resource> all() {
        return List.copyOf(objects.values());
    }

    /** What storing the object would make of it: UID, version and generation as the API server sets them. */
    synchronized Resource prepared(Resource object, ObjectRef ref, Instant now) {
        Optional<Resource> before = get(ref.anyIncarnation());
        Resource made = object;
        if (before.isPresent()) {
            made = made.with(before.get().uid(), "metadata", "uid");
            boolean changed = !before.get().at("spec").equals(made.at("spec"));
            made = made.with(before.get().generation() + (changed ? 1 : 0), "metadata", "generation");
        } else {
            if (made.uid().isEmpty()) {
                made = made.with(
                        "uid-" + ref.kind().plural() + "-" + ref.namespace() + "-" + ref.name() + "-" + version,
                        "metadata",
                        "uid");
            }
            if (made.generation() == 0) {
                made = made.with(1L, "metadata", "generation");
            }
        }
        if (made.text("metadata", "creationTimestamp").isEmpty()) {
            made = made.with(now.truncatedTo(ChronoUnit.SECONDS).toString(), "metadata", "creationTimestamp");
        }
        return made.with(Long.toString(version + 1), "metadata", "resourceVersion");
    }

    synchronized Resource store(Resource object, ObjectRef ref, Instant now) {
        Resource made = prepared(object, ref, now);
        version++;
        objects.put(key(ref), made);
        if (ref.kind().equals(Kind.CUSTOM_RESOURCE_DEFINITION)) {
            serveDefined(made);
        }
        return made;
    }

    private void serveDefined(Resource definition) {
        boolean namespaced =
                !definition.text("spec", "scope").orElse("Namespaced").equals("Cluster");
        for (Resource v : definition.items("spec", "versions")) {
            serve(new Kind(
                    definition.text("spec", "group").orElse(""),
                    v.text("name").orElse("v1"),
                    definition.text("spec", "names", "kind").orElse(""),
                    definition.text("spec", "names", "plural").orElse(""),
                    namespaced));
        }
    }

    synchronized boolean remove(ObjectRef ref) {
        return objects.remove(key(ref)) != null;
    }

    /** The references of all objects that name that UID as an owner. */
    synchronized List<ObjectRef> ownedBy(String uid) {
        return objects.values().stream()
                .filter(r -> r.items("metadata", "ownerReferences").stream()
                        .anyMatch(o -> o.text("uid").orElse("").equals(uid)))
                .flatMap(r -> kind(r).map(r::ref).stream())
                .map(ObjectRef::anyIncarnation)
                .toList();
    }

    /** Where the scale subresource of that kind keeps the wanted number. */
    synchronized List<String> replicasPath(Kind kind, Resource object) {
        return get(ObjectRef.of(Kind.CUSTOM_RESOURCE_DEFINITION, "", kind.resourceName()))
                .flatMap(d -> d.items("spec", "versions").stream()
                        .flatMap(v -> v.text("subresources", "scale", "specReplicasPath").stream())
                        .findFirst())
                .map(path -> Arrays.stream(path.split("\\."))
                        .filter(w -> !w.isEmpty())
                        .toList())
                .orElseGet(
                        () -> List.of("spec", object.at("spec", "instances").isPresent() ? "instances" : "replicas"));
    }
}
