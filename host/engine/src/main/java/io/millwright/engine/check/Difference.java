package io.millwright.engine.check;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Whether everything that a manifest says is so in the cluster; what the manifest doesn't name doesn't count. */
public final class Difference {
    /** Fields that the API server turns into others, so that they are never found again. */
    private static final Set<String> WRITE_ONLY = Set.of("stringData", "creationTimestamp", "status");

    private Difference() {}

    /** The first field that differs, as {@code spec.instances is 3, wanted 5}. */
    public static Optional<String> first(Map<String, ?> wanted, Map<String, ?> live) {
        return map(wanted, live, "");
    }

    private static Optional<String> map(Map<?, ?> wanted, Map<?, ?> live, String path) {
        for (Map.Entry<?, ?> entry : wanted.entrySet()) {
            String key = String.valueOf(entry.getKey());
            if (WRITE_ONLY.contains(key) && (path.isEmpty() || path.equals("metadata"))) {
                continue;
            }
            Object there = live.get(key);
            Optional<String> difference = value(entry.getValue(), there, path.isEmpty() ? key : path + "." + key);
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> value(Object wanted, @org.jspecify.annotations.Nullable Object there, String path) {
        if (wanted instanceof Map<?, ?> w) {
            if (w.isEmpty() && there == null) {
                return Optional.empty();
            }
            return there instanceof Map<?, ?> t ? map(w, t, path) : Optional.of(path + " is absent");
        }
        if (wanted instanceof List<?> w) {
            if (w.isEmpty() && there == null) {
                return Optional.empty();
            }
            return there instanceof List<?> t ? list(w, t, path) : Optional.of(path + " is absent");
        }
        return same(wanted, there)
                ? Optional.empty()
                : Optional.of(path + " is " + Objects.toString(there, "absent") + ", wanted " + wanted);
    }

    private static Optional<String> list(List<?> wanted, List<?> there, String path) {
        if (wanted.size() > there.size()) {
            return Optional.of(path + " has " + there.size() + " entries, wanted " + wanted.size());
        }
        for (int i = 0; i < wanted.size(); i++) {
            Object w = wanted.get(i);
            // Lists whose entries have names are kept by name, not by place.
            Object t = w instanceof Map<?, ?> m && m.get("name") != null ? byName(there, m.get("name")) : there.get(i);
            Optional<String> difference = value(w, t, path + "[" + i + "]");
            if (difference.isPresent()) {
                return difference;
            }
        }
        return Optional.empty();
    }

    private static @org.jspecify.annotations.Nullable Object byName(
            List<?> list, @org.jspecify.annotations.Nullable Object name) {
        return list.stream()
                .filter(e -> e instanceof Map<?, ?> m && Objects.equals(m.get("name"), name))
                .findFirst()
                .orElse(null);
    }

    private static boolean same(Object wanted, @org.jspecify.annotations.Nullable Object there) {
        if (wanted instanceof Number a && there instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        }
        return Objects.equals(wanted, there)
                || (there != null && Quantities.equal(wanted.toString(), there.toString()));
    }
}
