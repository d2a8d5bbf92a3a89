package io.millwright.sandbox.patch;

import io.millwright.sandbox.schema.Schema;
import io.millwright.sandbox.schema.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lays an applied configuration over an object, as server-side apply merges: by list type and map type. */
final class ApplyMerge {
    private ApplyMerge() {}

    static Map<String, Object> object(Schema schema, Map<?, ?> live, Map<?, ?> applied) {
        Map<String, Object> result = Tree.copy(live);
        applied.forEach((k, v) -> {
            String key = String.valueOf(k);
            Schema field = key.equals("metadata")
                    ? Schemas.metadata()
                    : schema.field(key).orElse(Schema.ANY);
            if (v == null) {
                return;
            }
            Object there = result.get(key);
            result.put(key, there == null ? Tree.copyValue(v) : value(field, there, v));
        });
        return result;
    }

    private static Object value(Schema schema, Object live, Object applied) {
        if (live instanceof Map<?, ?> a && applied instanceof Map<?, ?> b && !schema.atomicMap()) {
            return object(schema, a, b);
        }
        if (live instanceof List<?> a && applied instanceof List<?> b) {
            return switch (schema.listType()) {
                case "map" -> mapList(schema, a, b);
                case "set" -> set(a, b);
                default -> Tree.copyValue(applied);
            };
        }
        return Tree.copyValue(applied);
    }

    private static List<Object> set(List<?> live, List<?> applied) {
        List<Object> result = new ArrayList<>();
        for (List<?> part : List.of(live, applied)) {
            for (Object entry : part) {
                if (!result.contains(Tree.copyValue(entry))) {
                    result.add(Tree.copyValue(entry));
                }
            }
        }
        return result;
    }

    private static List<Object> mapList(Schema schema, List<?> live, List<?> applied) {
        List<Object> result = new ArrayList<>();
        live.forEach(e -> result.add(Tree.copyValue(e)));
        Schema items = schema.items().orElse(Schema.ANY);
        for (Object entry : applied) {
            Map<String, Object> keys = Schemas.keys(schema, entry);
            int index = -1;
            for (int i = 0; i < result.size(); i++) {
                if (Schemas.keys(schema, result.get(i)).equals(keys)) {
                    index = i;
                }
            }
            if (index >= 0) {
                result.set(index, value(items, result.get(index), entry));
            } else {
                result.add(Tree.copyValue(entry));
            }
        }
        return result;
    }
}
