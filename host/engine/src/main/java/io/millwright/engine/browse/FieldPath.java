package io.millwright.engine.browse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/**
 * Where in an object something is, as kubectl's custom columns say it: {@code .spec.nodeName}, {@code .metadata.labels['app.kubernetes.io/name']},
 * {@code .spec.containers[*].image}, {@code .status.conditions[?(@.type=="Ready")].status}, {@code ..image}. Braces around it and the first dot
 * may be left out. Immutable; evaluated on trees of maps, lists and single values.
 */
public final class FieldPath {
    /** What kubectl shows where there is nothing. */
    public static final String NONE = "<none>";

    private final String text;
    private final List<Step> steps;
    private final List<String> fields;

    /** One step on the way: what it selects of a value is added to the list. */
    interface Step {
        void select(Object value, List<Object> into);
    }

    private FieldPath(String text, List<Step> steps, List<String> fields) {
        this.text = text;
        this.steps = List.copyOf(steps);
        this.fields = List.copyOf(fields);
    }

    /**
     * Understands a path.
     *
     * @throws IllegalArgumentException when it is none; its message says why, in words for a user
     */
    public static FieldPath parse(String text) {
        PathParser parser = new PathParser(text);
        try {
            List<Step> steps = parser.steps();
            return new FieldPath(text.strip(), steps, parser.fields());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the path '" + text.strip() + "' can't be followed: " + e.getMessage(), e);
        }
    }

    /** The names of fields that it begins with: nothing beside them is needed to follow it. */
    public List<String> fields() {
        return fields;
    }

    /** All values at its end, none of them null. */
    public List<Object> values(Object tree) {
        List<Object> here = List.of(tree);
        for (Step step : steps) {
            List<Object> next = new ArrayList<>();
            for (Object value : here) {
                step.select(value, next);
            }
            here = next;
        }
        return here;
    }

    /**
     * What is at its end as one text, as kubectl writes it: several values with commas between them, {@link #NONE} for nothing.
     *
     * @param longest how many characters of it are wanted
     */
    public String cell(Object tree, int longest) {
        StringBuilder cell = new StringBuilder();
        for (Object value : values(tree)) {
            cell.append(cell.isEmpty() ? "" : ",").append(written(value));
            if (cell.length() > longest) {
                return cell.substring(0, longest - 1) + "…";
            }
        }
        return cell.isEmpty() ? NONE : cell.toString();
    }

    private static String written(Object value) {
        if (value instanceof Map<?, ?> map) {
            StringJoiner all = new StringJoiner(" ", "map[", "]");
            map.forEach((key, inner) -> all.add(key + ":" + (inner == null ? "<nil>" : written(inner))));
            return all.toString();
        }
        if (value instanceof List<?> list) {
            StringJoiner all = new StringJoiner(" ", "[", "]");
            list.forEach(inner -> all.add(inner == null ? "<nil>" : written(inner)));
            return all.toString();
        }
        return value.toString();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return other instanceof FieldPath path && path.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }
}
