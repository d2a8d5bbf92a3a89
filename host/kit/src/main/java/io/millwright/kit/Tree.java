package io.millwright.kit;

import java.util.LinkedHashMap;
import java.util.Map;

/** Maps that keep their order. {@code Map.of} doesn't: plans made of it would be written differently by each process. */
public final class Tree {
    private Tree() {}

    public static <V> Map<String, V> of(String k1, V v1) {
        Map<String, V> map = new LinkedHashMap<>();
        map.put(k1, v1);
        return map;
    }

    public static <V> Map<String, V> of(String k1, V v1, String k2, V v2) {
        Map<String, V> map = of(k1, v1);
        map.put(k2, v2);
        return map;
    }

    public static <V> Map<String, V> of(String k1, V v1, String k2, V v2, String k3, V v3) {
        Map<String, V> map = of(k1, v1, k2, v2);
        map.put(k3, v3);
        return map;
    }

    public static <V> Map<String, V> of(String k1, V v1, String k2, V v2, String k3, V v3, String k4, V v4) {
        Map<String, V> map = of(k1, v1, k2, v2, k3, v3);
        map.put(k4, v4);
        return map;
    }
}
