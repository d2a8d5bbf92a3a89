package io.millwright.tui;

import java.util.Optional;

/** How many colours are sent. {@link #NONE} sends no colour sequence at all. */
public enum ColorDepth {
    NONE,
    ANSI16,
    ANSI256,
    TRUE;

    /** Reads {@code never|none|16|256|truecolor|always}; empty for {@code auto} and for words that aren't known. */
    public static Optional<ColorDepth> parse(String word) {
        return switch (word) {
            case "never", "none" -> Optional.of(NONE);
            case "16" -> Optional.of(ANSI16);
            case "256", "always" -> Optional.of(ANSI256);
            case "truecolor", "24bit" -> Optional.of(TRUE);
            default -> Optional.empty();
        };
    }
}
