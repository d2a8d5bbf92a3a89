package io.millwright.sandbox.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Drops fields that the schema doesn't know. */
public final class Pruner {
    private static final Set<String> OBJECT = Set.of("apiVersion", "kind", "metadata");
    private final List<String> dropped = new ArrayList<>();

    private final boolean custom;

    private Pruner(boolean custom) {
        this.custom = custom;
    }

    /**
     * Prunes the whole object in place.
     *
     * @param custom whether the schema is a structural one, in which an object without fields has none; built-in schemas leave such open
     * @return paths of what was dropped, {@code spec.foo} or {@code spec.list[0].foo}, in the order found
     */
    public static List<String> prune(Schema schema, Map<String, Object> object, boolean custom) {
        Pruner pruner = new Pruner(custom);
        pruner.object(schema, object, "", true);
        if (object.get("metadata") instanceof Map<?, ?> metadata) {
            Pruner inner = new Pruner(false);
            inner.value(BuiltinSchemas.get().metadata(), metadata, "metadata");
            pruner.dropped.addAll(inner.dropped);
        }
        return pruner.dropped;
    }

    @SuppressWarnings("unchecked")
    private void value(Schema schema, Object value, String path) {
        switch (value) {
            case Map<?, ?> map -> object(schema, (Map<String, Object>) map, path, false);
            case List<?> list ->
                schema.items().ifPresent(items -> {
                    for (int i = 0; i < list.size(); i++) {
                        value(items, list.get(i), path + "[" + i + "]");
                    }
                });
            default -> {}
        }
    }

    private void object(Schema schema, Map<String, Object> map, String path, boolean root) {
        if (schema.intOrString()) {
            return;
        }
        boolean whole = root || schema.embedded();
        boolean keepUnknown = schema.preservesUnknown() || freeForm(schema);
        for (String key : List.copyOf(map.keySet())) {
            String here = path.isEmpty() ? key : path + "." + key;
            if (whole && OBJECT.contains(key)) {
                continue;
            }
            Object child = map.get(key);
            schema.field(key)
                    .ifPresentOrElse(
                            s -> {
                                if (child != null) {
                                    value(s, child, here);
                                }
                            },
                            () -> {
                                if (!keepUnknown) {
                                    map.remove(key);
                                    dropped.add(here);
                                }
                            });
        }
    }

    /** Built-in schemas say "object" and nothing more where anything goes: FieldsV1, RawExtension, JSON. */
    private boolean freeForm(Schema schema) {
        return !custom && schema.opaque();
    }
}
