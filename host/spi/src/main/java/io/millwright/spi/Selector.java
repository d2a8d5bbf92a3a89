package io.millwright.spi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which objects of a kind.
 *
 * @param namespace one namespace, or empty for all
 * @param labels labels that must have these values
 * @param fields fields that must have these values, as far as the API server supports them
 */
public record Selector(String namespace, Map<String, String> labels, Map<String, String> fields) {
    public Selector {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static final Selector ALL = new Selector("", Map.of(), Map.of());

    public static Selector in(String namespace) {
        return new Selector(namespace, Map.of(), Map.of());
    }

    public static Selector labelled(String namespace, String key, String value) {
        return new Selector(namespace, Map.of(key, value), Map.of());
    }

    public Selector andLabel(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(labels);
        more.put(key, value);
        return new Selector(namespace, more, fields);
    }

    public Selector andField(String path, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(path, value);
        return new Selector(namespace, labels, more);
    }
}
