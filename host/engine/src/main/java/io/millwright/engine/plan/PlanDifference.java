package io.millwright.engine.plan;

import io.millwright.engine.Redaction;
import io.millwright.engine.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What differs between two plans, in words: the fields by their paths, with what was approved and what is planned now. */
public final class PlanDifference {
    private static final int LONGEST = 60;

    private final List<String> found = new ArrayList<>();
    private final int limit;

    private PlanDifference(int limit) {
        this.limit = limit;
    }

    /** The first differences, at most so many; none when the plans have the same digest. */
    public static List<String> between(FrozenPlan approved, FrozenPlan now, int limit) {
        PlanDifference difference = new PlanDifference(limit);
        difference.compare(
                Redaction.of(Json.readMap(approved.content())), Redaction.of(Json.readMap(now.content())), "");
        return difference.found;
    }

    private void compare(@Nullable Object approved, @Nullable Object now, String path) {
        if (found.size() >= limit || Objects.equals(approved, now)) {
            return;
        }
        if (approved instanceof Map<?, ?> a && now instanceof Map<?, ?> b) {
            Set<Object> keys = new LinkedHashSet<>(a.keySet());
            keys.addAll(b.keySet());
            keys.forEach(k -> compare(a.get(k), b.get(k), path.isEmpty() ? String.valueOf(k) : path + "." + k));
        } else if (approved instanceof List<?> a && now instanceof List<?> b && a.size() == b.size()) {
            for (int i = 0; i < a.size(); i++) {
                compare(a.get(i), b.get(i), path + "[" + name(a.get(i), i) + "]");
            }
        } else {
            found.add(path + " was " + shown(approved) + ", now " + shown(now));
        }
    }

    /** A step is named by its id, anything else by its place. */
    private static String name(@Nullable Object element, int place) {
        return element instanceof Map<?, ?> m && m.get("id") instanceof String id ? id : String.valueOf(place);
    }

    private static String shown(@Nullable Object value) {
        return switch (value) {
            case null -> "absent";
            case List<?> list -> list.size() + " entries";
            default -> {
                String text = value instanceof Map<?, ?> ? Json.write(value) : String.valueOf(value);
                yield text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
            }
        };
    }
}
