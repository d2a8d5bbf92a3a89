package io.millwright.app.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a program of the user's own asks before it is started.
 *
 * @param name what it is called in the settings
 * @param label what it is called on the screen
 * @param type one of {@link #TYPES}
 * @param otherwise its value as long as nobody has entered another one
 * @param choices the values of a choice
 */
public record ProgramInput(
        String name, String label, String type, boolean required, String otherwise, List<String> choices) {
    /** What can be asked for. */
    public static final List<String> TYPES = List.of("string", "number", "bool", "choice");

    /** So many a program may ask. */
    public static final int AT_MOST = 5;

    public ProgramInput {
        choices = List.copyOf(choices);
    }

    /** The name of the variable that stands for it: {@code INPUT_SIZE}. */
    public String variable() {
        return "INPUT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    /** Why it can't be asked for; empty when it can. */
    public Optional<String> fault() {
        if (!TYPES.contains(type)) {
            return Optional.of(
                    "its input '" + name + "' has the type '" + type + "'; there are " + String.join(", ", TYPES));
        }
        if (!name.matches("[A-Za-z][A-Za-z0-9_-]*")) {
            return Optional.of("its input '" + name + "' has no name of letters and digits");
        }
        return type.equals("choice") && choices.isEmpty()
                ? Optional.of("its input '" + name + "' has no choices")
                : Optional.empty();
    }
}
