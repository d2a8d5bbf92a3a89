package io.millwright.sandbox.patch;

import io.millwright.sandbox.schema.Json;
import io.millwright.sandbox.schema.Schema;
import io.millwright.sandbox.schema.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Fields of an object that somebody owns: paths whose words are those of {@code fieldsV1}: {@code f:name}, {@code k:{"name":"x"}}, {@code
 * v:"x"}.
 */
record FieldSet(Set<List<String>> paths) {
    private static final Json JSON = new Json();
    private static final Set<String> UNOWNED_METADATA = Set.of(
            "name",
            "namespace",
            "generateName",
            "uid",
            "resourceVersion",
            "generation",
            "creationTimestamp",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "selfLink",
            "managedFields");

    static FieldSet empty() {
        return new FieldSet(new LinkedHashSet<>());
    }

    /** All fields of the object that can be owned. */
    static FieldSet of(Schema schema, Map<?, ?> object) {
        FieldSet set = empty();
        object.forEach((k, v) -> {
            String key = String.valueOf(k);
            if (key.equals("metadata") && v instanceof Map<?, ?> metadata) {
                Map<String, Object> owned = new LinkedHashMap<>();
                metadata.forEach((mk, mv) -> {
                    if (!UNOWNED_METADATA.contains(String.valueOf(mk))) {
                        owned.put(String.valueOf(mk), mv);
                    }
                });
                if (!owned.isEmpty()) {
                    set.collect(Schemas.metadata(), owned, List.of("f:metadata"));
                }
            } else if (!key.equals("apiVersion") && !key.equals("kind")) {
                set.collect(schema.field(key).orElse(Schema.ANY), v, List.of("f:" + key));
            }
        });
        return set;
    }

    private void collect(Schema schema, Object value, List<String> path) {
        switch (value) {
            case Map<?, ?> map
            when !map.isEmpty() && !schema.atomicMap() ->
                map.forEach(
                        (k, v) -> collect(schema.field(String.valueOf(k)).orElse(Schema.ANY), v, then(path, "f:" + k)));
            case List<?> list
            when schema.listType().equals("map") && !list.isEmpty() -> {
                for (Object entry : list) {
                    List<String> item = then(path, Schemas.itemKey(schema, entry));
                    paths.add(item);
                    if (entry instanceof Map<?, ?> map) {
                        Schema items = schema.items().orElse(Schema.ANY);
                        map.forEach((k, v) ->
                                collect(items.field(String.valueOf(k)).orElse(Schema.ANY), v, then(item, "f:" + k)));
                    }
                }
            }
            case List<?> list
            when schema.listType().equals("set") && !list.isEmpty() ->
                list.forEach(entry -> paths.add(then(path, "v:" + JSON.text(entry))));
            default -> paths.add(path);
        }
    }

    private static List<String> then(List<String> path, String word) {
        return Stream.concat(path.stream(), Stream.of(word)).toList();
    }

    /** From an entry's {@code fieldsV1}. */
    static FieldSet read(Map<?, ?> fields) {
        FieldSet set = empty();
        set.read(fields, List.of());
        return set;
    }

    private void read(Map<?, ?> fields, List<String> path) {
        fields.forEach((k, v) -> {
            if (k.equals(".")) {
                paths.add(path);
            } else if (v instanceof Map<?, ?> m) {
                List<String> next = then(path, String.valueOf(k));
                if (m.isEmpty()) {
                    paths.add(next);
                } else {
                    read(m, next);
                }
            }
        });
    }

    /** As {@code fieldsV1}. */
    Map<String, Object> write() {
        Map<String, Object> root = new TreeMap<>();
        for (List<String> path : paths) {
            Map<String, Object> here = root;
            for (String word : path) {
                here = child(here, word);
            }
        }
        for (List<String> path : paths) {
            Map<String, Object> here = root;
            for (String word : path) {
                here = child(here, word);
            }
            if (!here.isEmpty()) {
                here.put(".", new TreeMap<String, Object>());
            }
        }
        return root;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> child(Map<String, Object> map, String word) {
        return (Map<String, Object>) map.computeIfAbsent(word, w -> new TreeMap<String, Object>());
    }

    boolean contains(List<String> path) {
        return paths.contains(path);
    }

    FieldSet without(Set<List<String>> others) {
        FieldSet rest = empty();
        paths.stream().filter(p -> !others.contains(p)).forEach(rest.paths::add);
        return rest;
    }

    /** The value at that path; of a list entry, whether it is there. */
    static Optional<Object> value(Map<?, ?> object, List<String> path) {
        Object here = object;
        for (String word : path) {
            Optional<Object> next = step(here, word);
            if (next.isEmpty()) {
                return next;
            }
            here = next.get();
        }
        return path.getLast().startsWith("f:") ? Optional.of(Tree.copyValue(here)) : Optional.of(true);
    }

    private static Optional<Object> step(Object here, String word) {
        String rest = word.substring(2);
        if (word.startsWith("f:")) {
            return here instanceof Map<?, ?> map ? Optional.ofNullable(map.get(rest)) : Optional.empty();
        }
        if (!(here instanceof List<?> list)) {
            return Optional.empty();
        }
        Object wanted = parse(rest);
        for (Object entry : list) {
            boolean found = word.startsWith("v:")
                    ? Tree.copyValue(entry).equals(wanted)
                    : entry instanceof Map<?, ?> map && wanted instanceof Map<?, ?> keys && Schemas.hasKeys(map, keys);
            if (found) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Removes what is at that path from the mutable object. */
    static void remove(Map<String, Object> object, List<String> path) {
        Object here = object;
        for (String word : path.subList(0, path.size() - 1)) {
            Optional<Object> next = step(here, word);
            if (next.isEmpty()) {
                return;
            }
            here = next.get();
        }
        String last = path.getLast();
        if (here instanceof Map<?, ?> map) {
            map.remove(last.substring(2));
        } else if (here instanceof List<?> list) {
            Optional<Object> entry = step(list, last);
            entry.ifPresent(e -> list.removeIf(x -> x == e || x.equals(e)));
        }
    }

    /** {@code .spec.containers[name="x"].image}, as conflicts name fields. */
    static String display(List<String> path) {
        StringBuilder text = new StringBuilder();
        for (String word : path) {
            String rest = word.substring(2);
            if (word.startsWith("f:")) {
                text.append('.').append(rest);
            } else if (parse(rest) instanceof Map<?, ?> keys) {
                text.append('[');
                String separator = "";
                for (Map.Entry<?, ?> e : keys.entrySet()) {
                    text.append(separator).append(e.getKey()).append('=').append(JSON.text(e.getValue()));
                    separator = ",";
                }
                text.append(']');
            } else {
                text.append('[').append('=').append(rest).append(']');
            }
        }
        return text.toString();
    }

    private static Object parse(String text) {
        try {
            return Tree.copyValue(JSON.value(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            // Clients may write any managedFields; what can't be read names nothing.
            return text;
        }
    }
}
