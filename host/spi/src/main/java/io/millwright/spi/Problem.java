package io.millwright.spi;

import java.util.Optional;

/**
 * A failure as an operator needs it.
 *
 * @param kind who can do something about it
 * @param attempted what was tried, in words: {@code list Clusters in namespace db}
 * @param on on what: {@code cluster eu-1}, {@code file plan.json}
 * @param why the cause in one line, with the other side's own words
 * @param next what to do next
 * @param code the HTTP status or another short code, where there is one
 */
public record Problem(Kind kind, String attempted, String on, String why, String next, Optional<String> code) {
    /** Who can do something about it. */
    public enum Kind {
        /** The input is wrong. */
        USER,
        /** The cluster refused, failed or couldn't be reached. */
        CLUSTER,
        /** The tool or its plugin is at fault. */
        TOOL,
        /** Millwright is at fault. */
        INTERNAL
    }

    public static Problem user(String attempted, String on, String why, String next) {
        return new Problem(Kind.USER, attempted, on, why, next, Optional.empty());
    }

    public static Problem internal(String attempted, String on, Throwable cause) {
        return new Problem(
                Kind.INTERNAL,
                attempted,
                on,
                cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage()),
                "This is a fault of Millwright: report it with what 'millwright support-bundle' packs.",
                Optional.empty());
    }

    /** One line: what, on what, why. */
    public String summary() {
        return "Could not " + attempted + " on " + on + ": " + why;
    }
}
