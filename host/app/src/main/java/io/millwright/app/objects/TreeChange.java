package io.millwright.app.objects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What differs between two trees, as a merge patch: lists are replaced whole.
 *
 * @param patch what is set
 * @param removals what is taken away: words joined by {@code /}, with {@code ~1} for a slash in a word
 */
record TreeChange(Map<String, Object> patch, List<String> removals) {
    static TreeChange between(Map<?, ?> before, Map<?, ?> after) {
        List<String> removals = new ArrayList<>();
        Map<String, Object> patch = compare(before, after, "", removals);
        return new TreeChange(patch, removals);
    }

    boolean isEmpty() {
        return patch.isEmpty() && removals.isEmpty();
    }

    /** The paths of what is set, as far down as there is one value, and of what is taken away, their words joined by dots. */
    List<String> fields() {
        List<String> fields = fields(patch, "");
        removals.forEach(r -> fields.add(
                String.join(".", List.of(r.split("/"))).replace("~1", "/").replace("~0", "~")));
        return fields;
    }

    private static List<String> fields(Map<?, ?> patch, String path) {
        List<String> fields = new ArrayList<>();
        patch.forEach((key, value) -> {
            if (value instanceof Map<?, ?> inner && !inner.isEmpty()) {
                fields.addAll(fields(inner, path + key + "."));
            } else {
                fields.add(path + key);
            }
        });
        return fields;
    }

    private static Map<String, Object> compare(Map<?, ?> before, Map<?, ?> after, String path, List<String> removals) {
        Map<String, Object> set = new LinkedHashMap<>();
        after.forEach((key, value) -> {
            String word = String.valueOf(key);
            Object old = before.get(key);
            if (value instanceof Map<?, ?> now && old instanceof Map<?, ?> was) {
                Map<String, Object> inner = compare(was, now, path + escaped(word) + "/", removals);
                if (!inner.isEmpty()) {
                    set.put(word, inner);
                }
            } else if (value != null && !value.equals(old)) {
                set.put(word, value);
            }
        });
        before.forEach((key, value) -> {
            if (value != null && after.get(key) == null) {
                removals.add(path + escaped(String.valueOf(key)));
            }
        });
        return set;
    }

    private static String escaped(String word) {
        return word.replace("~", "~0").replace("/", "~1");
    }
}
