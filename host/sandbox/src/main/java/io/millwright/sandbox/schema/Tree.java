package io.millwright.sandbox.schema;

import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A mutable object tree, for building and changing objects. One thread at a time. Whole numbers are always {@code Long} in it. */
public final class Tree {
    private final Map<String, Object> root;

    private Tree(Map<String, Object> root) {
        this.root = root;
    }

    /** A deep, mutable copy of the object. */
    public static Tree of(Resource resource) {
        return new Tree(copy(resource.content()));
    }

    /** A view of that mutable map itself. */
    public static Tree over(Map<String, Object> map) {
        return new Tree(map);
    }

    /** A deep, mutable copy; whole numbers become {@code Long}, so that equal values are equal. */
    public static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((k, v) -> {
            if (v != null) {
                copy.put(String.valueOf(k), copyValue(v));
            }
        });
        return copy;
    }

    /** As {@link #copy}, of any value. */
    public static Object copyValue(Object value) {
        return switch (value) {
            case Map<?, ?> m -> copy(m);
            case List<?> l -> {
                List<Object> copy = new ArrayList<>(l.size());
                for (Object entry : l) {
                    if (entry != null) {
                        copy.add(copyValue(entry));
                    }
                }
                yield copy;
            }
            case Integer i -> i.longValue();
            case Short s -> s.longValue();
            case Float f -> f.doubleValue();
            default -> value;
        };
    }

    public Map<String, Object> root() {
        return root;
    }

    public Resource resource() {
        return new Resource(root);
    }

    public Optional<Object> at(String... path) {
        Object here = root;
        for (String word : path) {
            if (!(here instanceof Map<?, ?> map) || map.get(word) == null) {
                return Optional.empty();
            }
            here = map.get(word);
        }
        return Optional.ofNullable(here);
    }

    public String text(String... path) {
        return at(path).filter(v -> !(v instanceof Map) && !(v instanceof List))
                .map(Object::toString)
                .orElse("");
    }

    public boolean has(String... path) {
        return at(path).isPresent();
    }

    /** The map at that path as a tree over itself, when there is one. */
    @SuppressWarnings("unchecked")
    public Optional<Tree> child(String... path) {
        return at(path).filter(Map.class::isInstance).map(m -> new Tree((Map<String, Object>) m));
    }

    /** The map at that path, made when missing. */
    @SuppressWarnings("unchecked")
    public Tree make(String... path) {
        Map<String, Object> here = root;
        for (String word : path) {
            Object next = here.get(word);
            if (!(next instanceof Map)) {
                next = new LinkedHashMap<String, Object>();
                here.put(word, next);
            }
            here = (Map<String, Object>) next;
        }
        return new Tree(here);
    }

    /** The maps in the list at that path, each as a tree over itself. */
    @SuppressWarnings("unchecked")
    public List<Tree> items(String... path) {
        List<Tree> items = new ArrayList<>();
        if (at(path).orElse(List.of()) instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof Map) {
                    items.add(new Tree((Map<String, Object>) entry));
                }
            }
        }
        return items;
    }

    /** Sets the value; missing maps on the way are made. */
    public Tree put(Object value, String... path) {
        Map<String, Object> here = root;
        if (path.length > 1) {
            here = make(java.util.Arrays.copyOf(path, path.length - 1)).root;
        }
        here.put(path[path.length - 1], copyValue(value));
        return this;
    }

    /** Sets the value where there is none. */
    public Tree fill(Object value, String... path) {
        return has(path) ? this : put(value, path);
    }

    public Tree remove(String... path) {
        if (path.length == 1) {
            root.remove(path[0]);
        } else {
            child(java.util.Arrays.copyOf(path, path.length - 1)).ifPresent(c -> c.root.remove(path[path.length - 1]));
        }
        return this;
    }
}
