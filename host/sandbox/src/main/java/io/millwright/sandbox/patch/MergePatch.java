package io.millwright.sandbox.patch;

import io.millwright.sandbox.schema.Tree;
import java.util.LinkedHashMap;
import java.util.Map;

/** JSON merge patch, RFC 7386. */
public final class MergePatch {
    private MergePatch() {}

    /** The object with the patch laid over it; a {@code null} in the patch removes. */
    public static Map<String, Object> apply(Map<?, ?> object, Map<?, ?> patch) {
        Map<String, Object> result = Tree.copy(object);
        patch.forEach((k, v) -> {
            String key = String.valueOf(k);
            if (v == null) {
                result.remove(key);
            } else if (v instanceof Map<?, ?> m) {
                result.put(key, apply(result.get(key) instanceof Map<?, ?> there ? there : new LinkedHashMap<>(), m));
            } else {
                result.put(key, Tree.copyValue(v));
            }
        });
        return result;
    }
}
