package io.millwright.sandbox.patch;

import io.millwright.sandbox.schema.Schema;
import io.millwright.sandbox.schema.Tree;
import io.millwright.sandbox.store.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Strategic merge patch, with merge keys from the schema ({@code x-kubernetes-patch-merge-key}) and the directives {@code $patch}, {@code
 * $deleteFromPrimitiveList}, {@code $setElementOrder} and {@code $retainKeys}.
 */
public final class StrategicMerge {
    private static final String ORDER = "$setElementOrder/";
    private static final String DELETE = "$deleteFromPrimitiveList/";
    private static final String RETAIN = "$retainKeys";

    private StrategicMerge() {}

    /** The object with the patch laid over it. */
    public static Map<String, Object> apply(Schema schema, Map<?, ?> object, Map<?, ?> patch) {
        if ("replace".equals(patch.get("$patch"))) {
            Map<String, Object> whole = Tree.copy(patch);
            whole.remove("$patch");
            return whole;
        }
        if ("delete".equals(patch.get("$patch"))) {
            return new LinkedHashMap<>();
        }
        Map<String, Object> result = Tree.copy(object);
        if (patch.get(RETAIN) instanceof List<?> retained) {
            result.keySet().removeIf(k -> !retained.contains(k));
        }
        patch.forEach((k, v) -> {
            String key = String.valueOf(k);
            if (key.startsWith(DELETE)) {
                deletePrimitives(result, key.substring(DELETE.length()), v);
            } else if (!key.startsWith("$")) {
                field(schema, result, key, Optional.ofNullable(v));
            }
        });
        patch.forEach((k, v) -> {
            String key = String.valueOf(k);
            if (key.startsWith(ORDER) && v instanceof List<?> order) {
                reorder(schema, result, key.substring(ORDER.length()), order);
            }
        });
        return result;
    }

    private static void field(Schema schema, Map<String, Object> result, String key, Optional<Object> value) {
        Schema field = schema.field(key).orElse(Schema.ANY);
        if (value.isEmpty()) {
            result.remove(key);
            return;
        }
        switch (value.get()) {
            case Map<?, ?> map -> {
                Map<?, ?> there = result.get(key) instanceof Map<?, ?> m ? m : Map.of();
                if ("delete".equals(map.get("$patch"))) {
                    result.remove(key);
                } else {
                    result.put(key, apply(field, there, map));
                }
            }
            case List<?> list -> {
                boolean merge = field.text("x-kubernetes-patch-strategy").contains("merge");
                List<?> there = result.get(key) instanceof List<?> l ? l : List.of();
                result.put(key, merge ? list(field, there, list) : withoutDirectives(list));
            }
            default -> result.put(key, Tree.copyValue(value.get()));
        }
    }

    private static List<Object> withoutDirectives(List<?> list) {
        List<Object> plain = new ArrayList<>();
        for (Object entry : list) {
            if (!(entry instanceof Map<?, ?> m && m.containsKey("$patch") && m.size() == 1)) {
                plain.add(Tree.copyValue(entry));
            }
        }
        return plain;
    }

    private static List<Object> list(Schema schema, List<?> there, List<?> patch) {
        String mergeKey = schema.text("x-kubernetes-patch-merge-key");
        boolean replace = patch.stream().anyMatch(e -> e instanceof Map<?, ?> m && "replace".equals(m.get("$patch")));
        List<Object> result = new ArrayList<>();
        if (!replace) {
            there.forEach(e -> result.add(Tree.copyValue(e)));
        }
        Schema items = schema.items().orElse(Schema.ANY);
        for (Object entry : patch) {
            if (mergeKey.isEmpty() || !(entry instanceof Map<?, ?> map)) {
                if (!result.contains(Tree.copyValue(entry))) {
                    result.add(Tree.copyValue(entry));
                }
                continue;
            }
            if ("replace".equals(map.get("$patch")) && map.size() == 1) {
                continue;
            }
            entry(items, result, mergeKey, map);
        }
        return result;
    }

    private static void entry(Schema items, List<Object> result, String mergeKey, Map<?, ?> map) {
        Object id = Optional.<Object>ofNullable(map.get(mergeKey))
                .map(Tree::copyValue)
                .orElseThrow(
                        () -> ApiError.badRequest("map: " + map + " does not contain declared merge key: " + mergeKey));
        int index = indexOf(result, mergeKey, id);
        if ("delete".equals(map.get("$patch"))) {
            if (index >= 0) {
                result.remove(index);
            }
        } else if (index >= 0 && result.get(index) instanceof Map<?, ?> old) {
            result.set(index, apply(items, old, map));
        } else {
            result.add(apply(items, Map.of(), map));
        }
    }

    private static int indexOf(List<?> list, String mergeKey, Object id) {
        for (int i = 0; i < list.size(); i++) {
            if (list.get(i) instanceof Map<?, ?> m && id.equals(m.get(mergeKey))) {
                return i;
            }
        }
        return -1;
    }

    private static void deletePrimitives(Map<String, Object> result, String key, Object values) {
        if (result.get(key) instanceof List<?> list && values instanceof List<?> gone) {
            List<Object> kept = new ArrayList<>(list);
            kept.removeAll(
                    gone.stream().filter(Objects::nonNull).map(Tree::copyValue).toList());
            result.put(key, kept);
        }
    }

    /** Entries named in the order come in that order; others keep their place after what they followed. */
    private static void reorder(Schema schema, Map<String, Object> result, String key, List<?> order) {
        if (!(result.get(key) instanceof List<?> list)) {
            return;
        }
        String mergeKey = schema.field(key)
                .map(s -> s.text("x-kubernetes-patch-merge-key"))
                .orElse("");
        List<Object> wanted = order.stream()
                .map(e -> e instanceof Map<?, ?> m && m.get(mergeKey) != null ? Tree.copyValue(m.get(mergeKey)) : e)
                .map(Tree::copyValue)
                .toList();
        List<Object> sorted = new ArrayList<>(list);
        List<Object> named = new ArrayList<>(
                list.stream().filter(e -> wanted.contains(id(e, mergeKey))).toList());
        named.sort(java.util.Comparator.comparingInt(e -> wanted.indexOf(id(e, mergeKey))));
        int next = 0;
        for (int i = 0; i < sorted.size(); i++) {
            if (wanted.contains(id(sorted.get(i), mergeKey))) {
                sorted.set(i, named.get(next++));
            }
        }
        result.put(key, sorted);
    }

    private static Object id(Object entry, String mergeKey) {
        return entry instanceof Map<?, ?> m && m.get(mergeKey) != null
                ? Objects.requireNonNull(m.get(mergeKey))
                : entry;
    }
}
