package io.millwright.spi;

import java.util.List;
import java.util.Optional;

/**
 * One question of a runbook.
 *
 * @param id stable lower-case words with dashes
 * @param label what the form shows
 * @param help one sentence: what it decides
 * @param type what may be answered
 * @param defaultValue what is used when nothing is given; empty together with {@code required} means that an answer is needed
 * @param defaultOrigin where the default comes from, for the form: {@code upstream default}, {@code newest in the catalogue}
 * @param required whether an empty answer is refused
 */
public record Parameter(
        String id,
        String label,
        String help,
        Type type,
        Optional<String> defaultValue,
        String defaultOrigin,
        boolean required) {

    /** What may be answered. Values travel as text; {@link #refusal} says whether one is right. */
    public sealed interface Type {
        /** Text that matches a whole regular expression; {@code expected} says so in words. */
        record Text(String pattern, String expected) implements Type {}

        /** A whole number within bounds, both included. */
        record WholeNumber(long min, long max) implements Type {}

        /** One of the values. */
        record Choice(List<String> values) implements Type {
            public Choice {
                values = List.copyOf(values);
            }
        }

        /** {@code true} or {@code false}. */
        record YesNo() implements Type {}

        /** A Kubernetes quantity above zero: {@code 10Gi}. */
        record Quantity() implements Type {}

        /** A file's path or an address, whose text the host reads and hands over in {@link Request#contents}. */
        record Document() implements Type {}

        /** A secret; the plan holds a reference to it, never the value. */
        record Secret() implements Type {}
    }

    private static final java.util.regex.Pattern QUANTITY = java.util.regex.Pattern.compile(
            "(?:[1-9][0-9]*|[0-9]*\\.[0-9]*[1-9][0-9]*)(?:m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?");

    /** Why that value is refused, in words that name what is expected; empty when it is right. */
    public Optional<String> refusal(String value) {
        if (value.isEmpty()) {
            return required ? Optional.of(label + " is needed") : Optional.empty();
        }
        return switch (type) {
            case Type.Text t ->
                value.matches(t.pattern()) ? Optional.empty() : Optional.of(label + " must be " + t.expected());
            case Type.WholeNumber n -> numberRefusal(value, n);
            case Type.Choice c ->
                c.values().contains(value)
                        ? Optional.empty()
                        : Optional.of(label + " must be one of " + String.join(", ", c.values()));
            case Type.YesNo y ->
                value.equals("true") || value.equals("false")
                        ? Optional.empty()
                        : Optional.of(label + " must be true or false");
            case Type.Quantity q ->
                QUANTITY.matcher(value).matches()
                        ? Optional.empty()
                        : Optional.of(label + " must be a quantity above zero, such as 10Gi");
            case Type.Document d -> Optional.empty();
            case Type.Secret s -> Optional.empty();
        };
    }

    private Optional<String> numberRefusal(String value, Type.WholeNumber n) {
        String refusal = label + " must be a whole number from " + n.min() + " to " + n.max();
        try {
            long v = Long.parseLong(value);
            return v >= n.min() && v <= n.max() ? Optional.empty() : Optional.of(refusal);
        } catch (NumberFormatException e) {
            return Optional.of(refusal);
        }
    }
}
