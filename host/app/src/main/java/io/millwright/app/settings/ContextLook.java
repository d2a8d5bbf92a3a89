package io.millwright.app.settings;

import io.millwright.tui.Role;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a context is told apart at a glance: by a word, which is always there, and by a colour.
 *
 * @param label one word; empty for none
 */
public record ContextLook(String label, Role accent) {
    /** What looks like production by its name. */
    public static final ContextLook PRODUCTION = new ContextLook("PROD", Role.CRITICAL);

    private static final Pattern PRODUCTIVE = Pattern.compile(
            "(?i)(?<![a-z])(?<!non[^a-z])(?<!not[^a-z])(?<!pre[^a-z])(prod|prd|production|live)(?![a-z])");

    /** How a context looks for which nothing is set: production is named as such. */
    public static Optional<ContextLook> usual(String context) {
        return PRODUCTIVE.matcher(context).find() ? Optional.of(PRODUCTION) : Optional.empty();
    }
}
