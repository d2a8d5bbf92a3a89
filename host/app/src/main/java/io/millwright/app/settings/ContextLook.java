package io.millwright.app.settings;

import io.millwright.tui.Role;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How a context is told apart at a glance: by a word, which is always there, and by a colour.
 *
 * @param label one word; empty for none
 */
public record ContextLook(String label, Role accent) {
    /** What looks like production by its name. */
    public static final ContextLook PRODUCTION = new ContextLook("PROD", Role.CRITICAL);

    private static final Set<String> WORDS = Set.of("prod", "prd", "production", "live");

    /** What stands before such a word, with one sign between, where it isn't meant. */
    private static final List<String> BUT = List.of("non", "not", "pre");

    /** How a context looks for which nothing is set: production is named as such. */
    public static Optional<ContextLook> usual(String context) {
        return isProduction(context) ? Optional.of(PRODUCTION) : Optional.empty();
    }

    /** Whether one of the words of its name says production. Without a pattern, whose making the first rows would wait for. */
    public static boolean isProduction(String context) {
        String name = context.toLowerCase(Locale.ROOT);
        int at = 0;
        while (at < name.length()) {
            int end = at;
            while (end < name.length() && isLetter(name.charAt(end))) {
                end++;
            }
            if (WORDS.contains(name.substring(at, end)) && !isDenied(name, at)) {
                return true;
            }
            at = end + 1;
        }
        return false;
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z';
    }

    private static boolean isDenied(String name, int at) {
        for (String word : BUT) {
            if (at > 0 && name.startsWith(word, at - 1 - word.length())) {
                return true;
            }
        }
        return false;
    }
}
