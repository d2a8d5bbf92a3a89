package io.millwright.app.settings;

import io.millwright.engine.browse.FieldPath;
import java.util.Optional;

/**
 * A column of a list of objects as its user wants it, written as k9s does: {@code NAME}, {@code NODE:.spec.nodeName}, {@code
 * STARTED:.status.startTime|TW}.
 *
 * @param path what it is computed from; empty for a column of the server's
 * @param wide whether it is shown only where there is much room, or it was asked for
 * @param hidden whether it is never shown; rows are sorted and filtered by it all the same
 * @param right whether it is aligned to the right
 * @param time whether its cells are moments, shown as the time since
 * @param width how many cells it has at most; 0 for the usual
 */
public record ViewColumn(
        String title, Optional<FieldPath> path, boolean wide, boolean hidden, boolean right, boolean time, int width) {
    private static final int WIDEST = 400;

    /** One of the server's, as it draws it. */
    public static ViewColumn of(String title) {
        return new ViewColumn(title, Optional.empty(), false, false, false, false, 0);
    }

    /**
     * Understands what was written.
     *
     * @throws IllegalArgumentException when it is no column; its message says why, in words for a user
     */
    public static ViewColumn parse(String text) {
        int colon = text.indexOf(':');
        int bar = text.lastIndexOf('|');
        // In a path a bar may stand in quotes, so that only what looks like signs behind the last one are some.
        boolean signed = bar >= 0 && (colon < 0 || text.substring(bar + 1).matches("[A-Z0-9 ]*"));
        String spec = signed ? text.substring(0, bar) : text;
        String title = (colon < 0 ? spec : spec.substring(0, Math.min(colon, spec.length()))).strip();
        if (title.isEmpty()) {
            throw new IllegalArgumentException("it has no title; it is written TITLE, or TITLE:PATH");
        }
        Optional<FieldPath> path = colon < 0 || colon >= spec.length()
                ? Optional.empty()
                : Optional.of(FieldPath.parse(spec.substring(colon + 1)));
        return signs(title, path, signed ? text.substring(bar + 1).strip() : "");
    }

    private static ViewColumn signs(String title, Optional<FieldPath> path, String signs) {
        int digits = 0;
        for (int i = 0; i < signs.length(); i++) {
            char sign = signs.charAt(i);
            digits += Character.isDigit(sign) ? 1 : 0;
            if (!Character.isDigit(sign) && "WSHRLNT".indexOf(sign) < 0) {
                throw new IllegalArgumentException(
                        "behind '|' stand W, S, H, R, L, N, T and a width, not '" + sign + "'");
            }
        }
        int width = digits == 0 || digits > 3 ? 0 : Integer.parseInt(signs.replaceAll("\\D", ""));
        if (digits > 0 && (width == 0 || width > WIDEST)) {
            throw new IllegalArgumentException("its width must be from 1 to " + WIDEST);
        }
        return new ViewColumn(
                title,
                path,
                signs.indexOf('W') >= 0 && signs.indexOf('S') < 0,
                signs.indexOf('H') >= 0,
                signs.indexOf('R') >= 0 || signs.indexOf('N') >= 0,
                signs.indexOf('T') >= 0,
                width);
    }
}
