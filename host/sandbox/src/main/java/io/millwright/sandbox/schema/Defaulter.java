package io.millwright.sandbox.schema;

import java.util.List;
import java.util.Map;

/** Fills in a structural schema's defaults. */
public final class Defaulter {
    private Defaulter() {}

    /** Fills in the object's defaults in place. */
    @SuppressWarnings("unchecked")
    public static void fill(Schema schema, Object value) {
        switch (value) {
            case Map<?, ?> m -> {
                Map<String, Object> map = (Map<String, Object>) m;
                for (String name : schema.propertyNames()) {
                    schema.property(name).ifPresent(property -> {
                        if (!map.containsKey(name)) {
                            property.value("default").ifPresent(d -> map.put(name, Tree.copyValue(d)));
                        }
                        Object child = map.get(name);
                        if (child != null) {
                            fill(property, child);
                        }
                    });
                }
                schema.additional()
                        .ifPresent(free -> map.forEach((k, v) -> {
                            if (schema.property(k).isEmpty()) {
                                fill(free, v);
                            }
                        }));
            }
            case List<?> list -> schema.items().ifPresent(items -> list.forEach(v -> fill(items, v)));
            default -> {}
        }
    }
}
