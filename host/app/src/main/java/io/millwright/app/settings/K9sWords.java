package io.millwright.app.settings;

import io.millwright.tui.Key;
import java.util.Locale;
import java.util.Optional;

/** Commands and keys as k9s writes them, in the words that are used here. */
final class K9sWords {
    private K9sWords() {}

    /** {@code apps/v1/deployments} is {@code deployments.apps} here; options of a command are words. */
    static String line(String command) {
        String[] words = command.strip().split(" +", 2);
        String[] parts = words[0].split("/");
        String kind = parts.length == 3
                ? parts[2] + "." + parts[0]
                : parts.length == 2 && parts[0].matches("v\\d.*") ? parts[1] : words[0];
        String rest = words.length > 1 ? " " + words[1].replaceAll("(^| )(-n|--namespace) ", "$1") : "";
        return (kind + rest).strip();
    }

    /** {@code Shift-0} is the sign on that key of an American keyboard, as k9s takes it. */
    static Optional<String> key(String shortCut) {
        String lower = shortCut.strip().toLowerCase(Locale.ROOT);
        if (lower.matches("shift-[0-9]")) {
            return Optional.of(String.valueOf(")!@#$%^&*(".charAt(lower.charAt(6) - '0')));
        }
        String plain = lower.matches("[a-z0-9]") ? shortCut.strip() : lower;
        return Key.tryParse(plain).map(Key::toString);
    }
}
