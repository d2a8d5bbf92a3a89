package io.millwright.sandbox.patch;

import io.millwright.sandbox.schema.BuiltinSchemas;
import io.millwright.sandbox.schema.Json;
import io.millwright.sandbox.schema.Schema;
import io.millwright.sandbox.schema.Tree;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What merging asks of schemas. */
final class Schemas {
    private static final Json JSON = new Json();

    private Schemas() {}

    static Schema metadata() {
        return BuiltinSchemas.get().metadata();
    }

    /** {@code k:{"containerPort":80,"protocol":"TCP"}}: the entry's identity in a list of type map; absent keys take their default. */
    static String itemKey(Schema list, Object entry) {
        return "k:" + JSON.text(keys(list, entry));
    }

    static Map<String, Object> keys(Schema list, Object entry) {
        Map<String, Object> keys = new TreeMap<>();
        for (String key : list.listKeys()) {
            Optional.<Object>ofNullable(entry instanceof Map<?, ?> m ? m.get(key) : null)
                    .or(() -> list.items().flatMap(i -> i.property(key)).flatMap(p -> p.value("default")))
                    .ifPresent(v -> keys.put(key, Tree.copyValue(v)));
        }
        return keys;
    }

    /** Whether a list's entry has these keys; a key that it lacks counts as equal when it has the other ones. */
    static boolean hasKeys(Map<?, ?> entry, Map<?, ?> keys) {
        boolean any = false;
        for (Map.Entry<?, ?> e : keys.entrySet()) {
            Object there = entry.get(e.getKey());
            if (there == null) {
                continue;
            }
            if (!Tree.copyValue(there).equals(e.getValue())) {
                return false;
            }
            any = true;
        }
        return any;
    }
}
