package io.millwright.spi;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A tree of JSON values that can't change. What is frozen is known by its class, so that it is shared and never copied again: a simulated
 * cluster and a listing of thousands of objects would otherwise spend most of their time on copies.
 */
final class Frozen {
    private Frozen() {}

    /** The map with everything in it frozen; a value of {@code null} is left out. */
    static Map<String, Object> map(Map<?, ?> map) {
        if (map instanceof FrozenMap frozen) {
            return frozen;
        }
        Map<String, Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
        map.forEach((k, v) -> {
            if (v != null) {
                copy.put(String.valueOf(k), value(v));
            }
        });
        return new FrozenMap(copy);
    }

    // No pattern switch: its first use makes classes at run time, and this is used before the first picture.
    private static Object value(Object value) {
        if (value instanceof Map<?, ?> m) {
            return map(m);
        }
        return value instanceof List<?> l && !(l instanceof FrozenList) ? list(l) : value;
    }

    private static List<Object> list(List<?> list) {
        Object[] copy = new Object[list.size()];
        int i = 0;
        for (Object v : list) {
            copy[i++] = v == null ? "" : value(v);
        }
        return new FrozenList(copy);
    }

    private static final class FrozenMap extends AbstractMap<String, Object> {
        private final Map<String, Object> values;
        private int hash;

        FrozenMap(Map<String, Object> values) {
            this.values = values;
        }

        @Override
        public Set<Entry<String, Object>> entrySet() {
            return Collections.unmodifiableMap(values).entrySet();
        }

        @Override
        public Set<String> keySet() {
            return Collections.unmodifiableSet(values.keySet());
        }

        @Override
        public @Nullable Object get(@Nullable Object key) {
            return values.get(key);
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return values.containsKey(key);
        }

        @Override
        public int size() {
            return values.size();
        }

        @Override
        public void forEach(BiConsumer<? super String, ? super Object> action) {
            values.forEach(action);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            if (other == this) {
                return true;
            }
            return other instanceof FrozenMap o
                    ? (hash == 0 || o.hash == 0 || hash == o.hash) && values.equals(o.values)
                    : values.equals(other);
        }

        @Override
        public int hashCode() {
            if (hash == 0) {
                hash = values.hashCode();
            }
            return hash;
        }
    }

    private static final class FrozenList extends AbstractList<Object> implements RandomAccess {
        private final Object[] values;

        FrozenList(Object[] values) {
            this.values = values;
        }

        @Override
        public Object get(int index) {
            return values[index];
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public Iterator<Object> iterator() {
            return Collections.unmodifiableList(Arrays.asList(values)).iterator();
        }

        @Override
        public void forEach(Consumer<? super Object> action) {
            for (Object value : values) {
                action.accept(value);
            }
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other == this
                    || (other instanceof FrozenList o ? Arrays.equals(values, o.values) : super.equals(other));
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }
}
