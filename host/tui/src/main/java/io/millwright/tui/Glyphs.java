package io.millwright.tui;

/** Which characters the terminal is trusted with. In {@link #ASCII} nothing beyond 7 bits reaches it. */
public enum Glyphs {
    UNICODE,
    ASCII;

    private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
    private static final String[] ASCII_SPINNER = {"|", "/", "-", "\\"};

    public String horizontal() {
        return this == ASCII ? "-" : "─";
    }

    public String vertical() {
        return this == ASCII ? "|" : "│";
    }

    /** Points at the current row or an open branch. */
    public String pointer() {
        return this == ASCII ? ">" : "▸";
    }

    public String pointerDown() {
        return this == ASCII ? "v" : "▾";
    }

    public String separator() {
        return this == ASCII ? ">" : "›";
    }

    public String arrow() {
        return this == ASCII ? "->" : "→";
    }

    public String dot() {
        return this == ASCII ? "." : "·";
    }

    public String ellipsis() {
        return this == ASCII ? "~" : "…";
    }

    public String mark() {
        return this == ASCII ? "*" : "✓";
    }

    /** The spinner's picture number {@code step}; any step, they repeat. */
    public String spinner(long step) {
        String[] pictures = this == ASCII ? ASCII_SPINNER : SPINNER;
        return pictures[(int) Math.floorMod(step, (long) pictures.length)];
    }

    /** The text with every character on this ladder: unchanged in unicode, 7 bits and as wide as before in ASCII. */
    public String text(String text) {
        if (this == UNICODE || Sanitize.isPlainAscii(text)) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length()) {
            int end = Text.clusterEnd(text, at);
            out.append(asciiFor(text.codePointAt(at), Text.clusterWidth(text, at)));
            at = end;
        }
        return out.toString();
    }

    private static String asciiFor(int codePoint, int width) {
        if (codePoint >= ' ' && codePoint < 0x7f) {
            return Character.toString(codePoint);
        }
        String mapped = mapped(codePoint);
        if (!mapped.isEmpty()) {
            return mapped;
        }
        return width == 2 ? "??" : width == 1 ? "?" : "";
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
