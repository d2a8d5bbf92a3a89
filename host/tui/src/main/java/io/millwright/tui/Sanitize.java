package io.millwright.tui;

/**
 * Makes text from a cluster harmless: a name or a log line must not be able to drive the terminal or to show itself in
 * another order than it is stored in. Colour sequences, common in logs, are taken out; everything else that is unsafe
 * stays visible as a substitute, so that nothing is hidden.
 */
public final class Sanitize {
    private static final char SUBSTITUTE = '\uFFFD';
    private static final int TAB = 4;

    private Sanitize() {}

    /** One line without control characters, escape sequences and direction marks. */
    public static String line(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f && !isHarmless(c)) {
                return rewritten(text, i);
            }
        }
        return text;
    }

    /** Whether the text is printable 7-bit characters only. */
    public static boolean isPlainAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7f) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHarmless(char c) {
        if (c < 0xa0) {
            return false;
        }
        if (c < 0x300) {
            return c != 0xad;
        }
        // Letters and signs that can't be in a pair and have no hidden effect; all the rest is looked at by code point.
        return c >= 0x2190 && c < 0xd800 && Character.isDefined(c);
    }

    private static String rewritten(String text, int firstUnsafe) {
        StringBuilder out = new StringBuilder(text.length() + 8);
        out.append(text, 0, firstUnsafe);
        int i = firstUnsafe;
        while (i < text.length()) {
            int codePoint = text.codePointAt(i);
            if (codePoint == 0x1b) {
                int end = colourSequenceEnd(text, i);
                if (end > i) {
                    i = end;
                    continue;
                }
            }
            append(out, codePoint);
            i += Character.charCount(codePoint);
        }
        return out.toString();
    }

    /** Where {@code ESC [ digits m} ends, or -1 when it is another sequence. */
    private static int colourSequenceEnd(String text, int escape) {
        int i = escape + 1;
        if (i >= text.length() || text.charAt(i) != '[') {
            return -1;
        }
        i++;
        while (i < text.length() && (Character.isDigit(text.charAt(i)) || ";:".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i < text.length() && text.charAt(i) == 'm' ? i + 1 : -1;
    }

    private static void append(StringBuilder out, int codePoint) {
        if (codePoint == '\t') {
            out.append(" ".repeat(TAB - out.length() % TAB));
        } else if (codePoint < ' ') {
            out.append((char) (0x2400 + codePoint));
        } else if (codePoint == 0x7f) {
            out.append('\u2421');
        } else if (codePoint > 0x7f && codePoint < 0xa0) {
            out.append(SUBSTITUTE);
        } else if (codePoint == 0x2028 || codePoint == 0x2029) {
            out.append('\u2424');
        } else if (isHidden(codePoint)) {
            out.append(SUBSTITUTE);
        } else {
            out.appendCodePoint(codePoint);
        }
    }

    private static boolean isHidden(int codePoint) {
        if (codePoint == 0x200d || codePoint == 0x200c) {
            return false; // joiners belong to letters and emoji; they are dropped where nothing is joined
        }
        return switch (Character.getType(codePoint)) {
            case Character.FORMAT,
                    Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
