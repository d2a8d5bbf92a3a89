package io.millwright.spi;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A label selector as objects have it. One without anything selects everything; whether one that isn't there does is for the field to say that
 * it would stand in.
 *
 * @param labels that must have these values ({@code matchLabels})
 * @param requirements that must hold, too ({@code matchExpressions})
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors">Label selectors</a>
 */
public record LabelSelector(Map<String, String> labels, List<Requirement> requirements) {
    /** Selects everything. */
    public static final LabelSelector ALL = new LabelSelector(Map.of(), List.of());

    public LabelSelector {
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        requirements = List.copyOf(requirements);
    }

    /**
     * One requirement of a label.
     *
     * @param operator {@code In}, {@code NotIn}, {@code Exists}, {@code DoesNotExist}; of nodes also {@code Gt} and {@code Lt}
     * @param values none for presence, one number for {@code Gt} and {@code Lt}
     */
    public record Requirement(String key, String operator, List<String> values) {
        public Requirement {
            values = List.copyOf(values);
        }

        /** From an entry of {@code matchExpressions}. */
        public static Requirement of(Resource expression) {
            return new Requirement(
                    expression.text("key").orElse(""),
                    expression.text("operator").orElse(""),
                    expression.texts("values"));
        }

        /** Whether it holds for these labels; one with an operator that doesn't exist never does. */
        public boolean holds(Map<String, String> labels) {
            Optional<String> value = Optional.ofNullable(labels.get(key));
            return switch (operator) {
                case "In" -> value.filter(values::contains).isPresent();
                case "NotIn" -> value.filter(values::contains).isEmpty();
                case "Exists" -> value.isPresent();
                case "DoesNotExist" -> value.isEmpty();
                case "Gt" -> compared(value) > 0;
                case "Lt" -> compared(value) < 0;
                default -> false;
            };
        }

        /** 0 where one of the two is no number: then neither is greater. */
        private int compared(Optional<String> value) {
            Optional<Long> there = value.flatMap(Requirement::number);
            Optional<Long> asked = values.stream().findFirst().flatMap(Requirement::number);
            return there.isPresent() && asked.isPresent() ? there.get().compareTo(asked.get()) : 0;
        }

        private static Optional<Long> number(String text) {
            return text.matches("-?\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
        }

        private String text() {
            return switch (operator) {
                case "In" -> key + " in (" + String.join(",", values) + ")";
                case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
                case "DoesNotExist" -> "!" + key;
                case "Gt" -> key + ">" + String.join(",", values);
                case "Lt" -> key + "<" + String.join(",", values);
                default -> key;
            };
        }
    }

    /** From the field of an object that has {@code matchLabels} and {@code matchExpressions}; {@link #ALL} where it isn't there. */
    public static LabelSelector of(Resource object, String... path) {
        return new LabelSelector(
                object.textMap(below(path, "matchLabels")),
                object.items(below(path, "matchExpressions")).stream()
                        .map(Requirement::of)
                        .toList());
    }

    private static String[] below(String[] path, String field) {
        return Stream.concat(Arrays.stream(path), Stream.of(field)).toArray(String[]::new);
    }

    /** Exactly these values. */
    public static LabelSelector exactly(Map<String, String> labels) {
        return new LabelSelector(labels, List.of());
    }

    /** Whether it asks for nothing. */
    public boolean isEmpty() {
        return labels.isEmpty() && requirements.isEmpty();
    }

    /** Whether something with these labels is selected. */
    public boolean selects(Map<String, String> of) {
        return of.entrySet().containsAll(labels.entrySet())
                && requirements.stream().allMatch(r -> r.holds(of));
    }

    /** Whether an object is selected, by its labels. */
    public boolean selects(Resource object) {
        return selects(object.textMap("metadata", "labels"));
    }

    /** As an API server takes it in a query, and kubectl after {@code -l}. */
    public String text() {
        return Stream.concat(
                        labels.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()),
                        requirements.stream().map(Requirement::text))
                .collect(Collectors.joining(","));
    }
}
