package io.millwright.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A Kubernetes object as a tree of JSON values: maps, lists, strings, numbers, booleans. Immutable. Paths are given as separate words,
 * so that keys with dots and slashes need no escaping; a word that is a number selects from a list.
 *
 * @param content the whole object; a value of JSON {@code null} is left out when the tree is copied
 */
public record Resource(Map<String, Object> content) {
    public Resource {
        content = Frozen.map(content);
    }

    /** An object of that kind and name with the given further top-level fields ({@code spec}, {@code data} ...). */
    public static Resource of(Kind kind, String namespace, String name, Map<String, ?> fields) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", name);
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("apiVersion", kind.apiVersion());
        content.put("kind", kind.kind());
        content.put("metadata", metadata);
        content.putAll(fields);
        return new Resource(content);
    }

    public String apiVersion() {
        return text("apiVersion").orElse("");
    }

    public String kind() {
        return text("kind").orElse("");
    }

    public String name() {
        return text("metadata", "name").orElse("");
    }

    public String namespace() {
        return text("metadata", "namespace").orElse("");
    }

    public String uid() {
        return text("metadata", "uid").orElse("");
    }

    public String resourceVersion() {
        return text("metadata", "resourceVersion").orElse("");
    }

    public long generation() {
        return number("metadata", "generation").orElse(0L);
    }

    public Optional<String> label(String key) {
        return text("metadata", "labels", key);
    }

    public Optional<String> annotation(String key) {
        return text("metadata", "annotations", key);
    }

    /** This object's reference, incarnation included when it has a UID. */
    public ObjectRef ref(Kind kind) {
        return new ObjectRef(kind, namespace(), name(), Optional.of(uid()).filter(u -> !u.isEmpty()));
    }

    /** The value at that path, whatever it is. */
    public Optional<Object> at(String... path) {
        Object here = content;
        for (String word : path) {
            if (here instanceof Map<?, ?> map) {
                here = map.get(word);
            } else if (here instanceof List<?> list && word.chars().allMatch(Character::isDigit) && !word.isEmpty()) {
                int index = Integer.parseInt(word);
                here = index < list.size() ? list.get(index) : null;
            } else {
                return Optional.empty();
            }
            if (here == null) {
                return Optional.empty();
            }
        }
        return Optional.of(here);
    }

    /** The text at that path; numbers and booleans as their JSON text. */
    public Optional<String> text(String... path) {
        return at(path).filter(v -> !(v instanceof Map) && !(v instanceof List)).map(Object::toString);
    }

    /** The whole number at that path; text that is one counts. */
    public Optional<Long> number(String... path) {
        return at(path).flatMap(v -> {
            if (v instanceof Number n) {
                return Optional.of(n.longValue());
            }
            try {
                return v instanceof String s ? Optional.of(Long.parseLong(s)) : Optional.empty();
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** The boolean at that path. */
    public Optional<Boolean> flag(String... path) {
        return at(path).filter(Boolean.class::isInstance).map(Boolean.class::cast);
    }

    /** The list at that path as sub-trees; entries that aren't maps are left out. Empty when absent. */
    @SuppressWarnings("unchecked")
    public List<Resource> items(String... path) {
        return at(path).filter(List.class::isInstance)
                .map(v -> ((List<Object>) v)
                        .stream()
                                .filter(Map.class::isInstance)
                                .map(m -> new Resource((Map<String, Object>) m))
                                .toList())
                .orElse(List.of());
    }

    /** The list at that path as texts. Empty when absent. */
    public List<String> texts(String... path) {
        return at(path).filter(List.class::isInstance)
                .map(v -> ((List<?>) v)
                        .stream().filter(Objects::nonNull).map(Object::toString).toList())
                .orElse(List.of());
    }

    /** The map at that path with its values as text; nested values are left out. Empty when absent. */
    public Map<String, String> textMap(String... path) {
        Map<String, String> result = new LinkedHashMap<>();
        at(path).filter(Map.class::isInstance)
                .ifPresent(m -> ((Map<?, ?>) m).forEach((k, v) -> {
                    if (v != null && !(v instanceof Map) && !(v instanceof List)) {
                        result.put(String.valueOf(k), v.toString());
                    }
                }));
        return Collections.unmodifiableMap(result);
    }

    /** The condition of that type in {@code status.conditions}; with duplicates the first whose status isn't {@code True} wins. */
    public Optional<Resource> condition(String type) {
        List<Resource> found = items("status", "conditions").stream()
                .filter(c -> c.text("type").filter(type::equals).isPresent())
                .toList();
        return found.stream()
                .filter(c -> !c.text("status").orElse("").equals("True"))
                .findFirst()
                .or(() -> found.stream().findFirst());
    }

    /** A copy with the value at that path set; missing maps on the way are made. Lists on the way can't be entered. */
    public Resource with(Object value, String... path) {
        Map<String, Object> root = mutable(content);
        Map<String, Object> here = root;
        for (int i = 0; i < path.length - 1; i++) {
            Object next = here.get(path[i]);
            Map<String, Object> child = next instanceof Map<?, ?> m ? mutable(m) : new LinkedHashMap<>();
            here.put(path[i], child);
            here = child;
        }
        here.put(path[path.length - 1], value);
        return new Resource(root);
    }

    /** A copy without the value at that path. */
    public Resource without(String... path) {
        if (at(path).isEmpty()) {
            return this;
        }
        Map<String, Object> root = mutable(content);
        Map<String, Object> here = root;
        for (int i = 0; i < path.length - 1; i++) {
            if (!(here.get(path[i]) instanceof Map<?, ?> m)) {
                return this;
            }
            Map<String, Object> child = mutable(m);
            here.put(path[i], child);
            here = child;
        }
        here.remove(path[path.length - 1]);
        return new Resource(root);
    }

    private static Map<String, Object> mutable(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((k, v) -> copy.put(String.valueOf(k), v));
        return copy;
    }
}
