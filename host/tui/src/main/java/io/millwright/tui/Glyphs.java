package io.millwright.tui;

/** Which characters the terminal is trusted with: a ladder, from the most to the least. */
public enum Glyphs {
    /** Signs of the fonts that are patched with icons; whoever wants them has to say so, since no terminal tells its font. */
    NERD_FONT,
    /** Signs, lines and blocks that every font with Unicode has. */
    UNICODE,
    /**
     * Signs and lines of 7 bits, because the terminal draws over two cells what Unicode calls ambiguous, as fonts of East Asia do. Texts from
     * elsewhere stay as they are, and such characters in them take two cells.
     */
    EAST_ASIAN,
    /** Nothing beyond 7 bits reaches the terminal. */
    ASCII;

    private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
    private static final String[] ASCII_SPINNER = {"|", "/", "-", "\\"};

    /** Whether the program's own signs have 7 bits. */
    boolean isPlain() {
        return this == EAST_ASIAN || this == ASCII;
    }

    public String horizontal() {
        return isPlain() ? "-" : "─";
    }

    public String vertical() {
        return isPlain() ? "|" : "│";
    }

    /** Points at the current row or an open branch. */
    public String pointer() {
        return isPlain() ? ">" : "▸";
    }

    public String pointerDown() {
        return isPlain() ? "v" : "▾";
    }

    public String separator() {
        return isPlain() ? ">" : "›";
    }

    public String arrow() {
        return isPlain() ? "->" : "→";
    }

    public String dot() {
        return isPlain() ? "." : "·";
    }

    public String ellipsis() {
        return isPlain() ? "~" : "…";
    }

    public String mark() {
        return isPlain() ? "*" : "✓";
    }

    /** The spinner's picture number {@code step}; any step, they repeat. */
    public String spinner(long step) {
        String[] pictures = isPlain() ? ASCII_SPINNER : SPINNER;
        return pictures[(int) Math.floorMod(step, (long) pictures.length)];
    }

    /** The text with every character on this ladder; as wide as before. */
    public String text(String text) {
        if (this == UNICODE || Sanitize.isPlainAscii(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = Text.clusterEnd(text, at);
            int base = text.codePointAt(at);
            String sign = this == NERD_FONT ? icon(base) : mapped(base);
            if (!sign.isEmpty()) {
                out.append(sign);
            } else if (this == ASCII) {
                out.append(asciiFor(base, Text.clusterWidth(text, at)));
            } else {
                out.append(text, at, end);
            }
            at = end;
        }
        return out.toString();
    }

    /** Whether the program uses it as a sign, so that it has a counterpart of 7 bits. */
    static boolean isSign(int codePoint) {
        return !mapped(codePoint).isEmpty();
    }

    private static String asciiFor(int codePoint, int width) {
        if (codePoint >= ' ' && codePoint < 0x7f) {
            return Character.toString(codePoint);
        }
        return width == 2 ? "??" : width == 1 ? "?" : "";
    }

    /** Of Font Awesome, which has the same places in all versions of these fonts. */
    private static String icon(int codePoint) {
        return switch (codePoint) {
            case '●' -> "\uf058";
            case '▲' -> "\uf071";
            case '◆' -> "\uf06a";
            case '✖' -> "\uf057";
            case '◌' -> "\uf059";
            case '⟳' -> "\uf021";
            case '‖' -> "\uf04c";
            case '✓' -> "\uf00c";
            case '✗' -> "\uf00d";
            case '▸' -> "\uf0da";
            case '▾' -> "\uf0d7";
            case '›' -> "\uf105";
            default -> "";
        };
    }

    private static String mapped(int codePoint) {
        return switch (codePoint) {
            case '●', '○' -> "O";
            case '▲' -> "!";
            case '◆' -> "#";
            case '✖', '✗', '×' -> "X";
            case '◌' -> "?";
            case '⟳' -> "~";
            case '‖' -> "=";
            case '·', '•' -> ".";
            case '─', '━', '–', '—', '‐', '‑', '−', '┄' -> "-";
            case '│', '┃' -> "|";
            case '└', '├', '┌', '┐', '┘', '┤', '┬', '┴', '┼' -> "+";
            case '▸', '›', '→', '»' -> ">";
            case '←', '‹', '«' -> "<";
            case '▾', '↓' -> "v";
            case '↑', '▴' -> "^";
            case '…' -> "~";
            case '✓' -> "*";
            case '⏎' -> "J";
            case '▁' -> "_";
            case '▂' -> ".";
            case '▃' -> ":";
            case '▄' -> "-";
            case '▅' -> "=";
            case '▆' -> "+";
            case '▇' -> "*";
            case '█' -> "#";
            case '≤' -> "<";
            case '≥' -> ">";
            case '‘', '’' -> "'";
            case '“', '”' -> "\"";
            case '\u00a0' -> " ";
            default -> "";
        };
    }
}
