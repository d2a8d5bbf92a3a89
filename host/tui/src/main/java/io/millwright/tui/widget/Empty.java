package io.millwright.tui.widget;

/** Why a list is empty: five reasons that an operator must be able to tell apart. */
public sealed interface Empty {
    /** There really is nothing; {@code what} is a plural such as {@code clusters}. */
    record NothingThere(String what) implements Empty {}

    record Filtered(int hidden) implements Empty {}

    /** Verb and kind, for example {@code list clusters.postgresql.cnpg.io}. */
    record NotPermitted(String verbAndKind) implements Empty {}

    /** Since when it is being loaded, for example {@code 2 s}; empty as long as that isn't worth a word. */
    record NotLoaded(String since) implements Empty {}

    /** @param ago how long ago it was asked; empty where it wasn't */
    record Unreachable(String ago, String why) implements Empty {}

    /** One sentence. */
    default String text() {
        // The first picture shows this one, and need not wait for the classes that a pattern switch makes at its first
        // use.
        if (this instanceof NotLoaded(String since)) {
            return loading(since);
        }
        return switch (this) {
            case NothingThere(String what) -> "There are no " + what + ".";
            case Filtered(int hidden) -> "Nothing matches the filter; " + hidden + " hidden. Esc clears it.";
            case NotPermitted(String verbAndKind) -> "Not permitted: " + verbAndKind + ".";
            case NotLoaded(String since) -> loading(since);
            case Unreachable(String ago, String why) ->
                "Cluster not reachable" + (ago.isEmpty() ? "" : " " + ago + " ago") + ": " + why + ".";
        };
    }

    private static String loading(String since) {
        return since.isEmpty() ? "" : "Loading, for " + since + ".";
    }
}
