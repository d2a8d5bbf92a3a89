package io.millwright.tui.widget;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One line of a {@link Form}.
 *
 * @param name stable; the parameter's name
 * @param range what is allowed, in words; for example {@code 1 to 9}
 * @param origin where the value comes from, for example {@code default}, {@code from the cluster}
 * @param help one sentence, shown while the field has the focus
 * @param problem found by the page, shown when the field itself finds none
 */
public record Field(
        String name,
        String label,
        Kind kind,
        Input value,
        boolean required,
        String range,
        String origin,
        String help,
        Optional<String> problem) {
    /** What can be entered. */
    public sealed interface Kind {
        record Free() implements Kind {}

        /** Not shown; stars instead. */
        record Secret() implements Kind {}

        /** A decimal number; limits included. */
        record Number(Optional<BigDecimal> least, Optional<BigDecimal> most) implements Kind {}

        record Choice(List<String> options) implements Kind {
            public Choice {
                options = List.copyOf(options);
            }
        }

        /** {@code true} or {@code false}. */
        record Bool() implements Kind {}
    }

    /** A field with a value and nothing said about it. */
    public static Field of(String name, String label, Kind kind, String value) {
        return new Field(name, label, kind, Input.of(value), false, "", "", "", Optional.empty());
    }

    public Field asRequired() {
        return new Field(name, label, kind, value, true, range, origin, help, problem);
    }

    public Field withRange(String words) {
        return new Field(name, label, kind, value, required, words, origin, help, problem);
    }

    public Field withOrigin(String words) {
        return new Field(name, label, kind, value, required, range, words, help, problem);
    }

    public Field withHelp(String sentence) {
        return new Field(name, label, kind, value, required, range, origin, sentence, problem);
    }

    /** What the page has found wrong; empty takes it away. */
    public Field withProblem(Optional<String> found) {
        return new Field(name, label, kind, value, required, range, origin, help, found);
    }

    public Field withValue(Input changed) {
        return new Field(name, label, kind, changed, required, range, origin, help, problem);
    }

    /** What is wrong with the value, in one sentence. */
    public Optional<String> error() {
        String text = value.text().strip();
        if (text.isEmpty()) {
            return required ? Optional.of("A value is needed.") : problem;
        }
        Optional<String> own = switch (kind) {
            case Kind.Free _, Kind.Secret _ -> Optional.empty();
            case Kind.Number number -> numberError(number, text);
            case Kind.Choice(List<String> options) ->
                options.contains(text) ? Optional.empty() : Optional.of("One of: " + String.join(", ", options) + ".");
            case Kind.Bool _ ->
                text.equals("true") || text.equals("false") ? Optional.empty() : Optional.of("Either true or false.");
        };
        return own.isPresent() ? own : problem;
    }

    boolean isSecret() {
        return kind instanceof Kind.Secret;
    }

    /** The options that the arrow keys go through; empty where one types. */
    List<String> options() {
        return switch (kind) {
            case Kind.Choice(List<String> options) -> options;
            case Kind.Bool _ -> List.of("true", "false");
            case Kind.Free _, Kind.Secret _, Kind.Number _ -> List.of();
        };
    }

    private static Optional<String> numberError(Kind.Number number, String text) {
        BigDecimal value;
        try {
            value = new BigDecimal(text);
        } catch (NumberFormatException notOne) {
            return Optional.of("'" + text + "' is no number.");
        }
        if (number.least.isPresent() && value.compareTo(number.least.get()) < 0) {
            return Optional.of("At least " + number.least.get().toPlainString() + ".");
        }
        if (number.most.isPresent() && value.compareTo(number.most.get()) > 0) {
            return Optional.of("At most " + number.most.get().toPlainString() + ".");
        }
        return Optional.empty();
    }
}
