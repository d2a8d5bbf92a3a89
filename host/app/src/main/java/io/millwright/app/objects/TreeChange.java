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
