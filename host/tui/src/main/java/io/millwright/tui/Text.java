package io.millwright.tui;

import java.util.ArrayList;
import java.util.List;

/**
 * Text measured as it is shown: in cells, by grapheme cluster, never by {@code length()}. A cluster is 0, 1 or 2 cells
 * wide; what terminals differ about is one, except in {@link Glyphs#EAST_ASIAN}. All functions expect and keep plain text; unsafe characters are measured as {@link Sanitize} would show them
 * only if it went over the text before.
 */
public final class Text {
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final int MAX_MARKS = 3;

    /**
     * A text that was cut.
     *
     * @param head what is left of its start
     * @param gap the sign for what is left out; empty where nothing is
     * @param tail what is left of its end
     */
    public record Cut(String head, String gap, String tail) {
        public String text() {
            return head + gap + tail;
        }
    }

    private Text() {}

    /** Cells that the text takes. */
    public static int width(String text) {
        int width = 0;
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c < 0x300 && !Ambiguous.isWide(c) && (at + 1 == text.length() || text.charAt(at + 1) < 0x300)) {
                width++;
                at++;
            } else {
                width += clusterWidth(text, at);
                at = clusterEnd(text, at);
            }
        }
        return width;
    }

    /** The text, or its start and an ellipsis, in at most {@code cells} cells. */
    public static String truncateEnd(String text, int cells, Glyphs glyphs) {
        return width(text) <= cells ? text : cutEnd(text, cells, glyphs).text();
    }

    /** As {@link #truncateEnd}, in its parts. */
    public static Cut cutEnd(String text, int cells, Glyphs glyphs) {
        if (width(text) <= cells) {
            return new Cut(text, "", "");
        }
        return cells <= 0 ? new Cut("", "", "") : new Cut(start(text, cells - 1), glyphs.ellipsis(), "");
    }

    /** The text, or its start, an ellipsis and its end: names in a cluster differ at both ends. */
    public static String truncateMiddle(String text, int cells, Glyphs glyphs) {
        return width(text) <= cells ? text : cutMiddle(text, cells, glyphs).text();
    }

    /** As {@link #truncateMiddle}, in its parts. */
    public static Cut cutMiddle(String text, int cells, Glyphs glyphs) {
        return cutAt(text, cells, cells / 2, glyphs);
    }

    /**
     * The text, or much of its start, an ellipsis and so much of its end as generated names differ in: the start of an object's name says
     * what it is, as three workloads of one release do.
     */
    public static Cut cutName(String text, int cells, Glyphs glyphs) {
        return cutAt(text, cells, cells - 1 - Math.min(6, cells * 2 / 5), glyphs);
    }

    private static Cut cutAt(String text, int cells, int head, Glyphs glyphs) {
        return cells < 4 || width(text) <= cells
                ? cutEnd(text, cells, glyphs)
                : new Cut(start(text, head), glyphs.ellipsis(), end(text, cells - 1 - head));
    }

    /** The longest start that fits into {@code cells}; never half of a wide character. */
    public static String start(String text, int cells) {
        int width = 0;
        int at = 0;
        while (at < text.length()) {
            width += clusterWidth(text, at);
            if (width > cells) {
                return text.substring(0, at);
            }
            at = clusterEnd(text, at);
        }
        return text;
    }

    /** The longest end that fits into {@code cells}. */
    public static String end(String text, int cells) {
        int excess = width(text) - cells;
        int at = 0;
        while (at < text.length() && excess > 0) {
            excess -= clusterWidth(text, at);
            at = clusterEnd(text, at);
        }
        return text.substring(at);
    }

    /** The text filled up with blanks on the right to {@code cells}; longer text stays as it is. */
    public static String padEnd(String text, int cells) {
        return text + " ".repeat(Math.max(0, cells - width(text)));
    }

    /** The text filled up with blanks on the left, for numbers. */
    public static String padStart(String text, int cells) {
        return " ".repeat(Math.max(0, cells - width(text))) + text;
    }

    /** The text in lines of at most {@code cells}, broken at blanks where there are any. An empty text is one empty line. */
    public static List<String> wrap(String text, int cells) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            wrapParagraph(paragraph, Math.max(1, cells), lines);
        }
        return lines;
    }

    private static void wrapParagraph(String paragraph, int cells, List<String> lines) {
        String rest = paragraph;
        while (width(rest) > cells) {
            String head = start(rest, cells);
            if (head.isEmpty()) {
                head = rest.substring(0, clusterEnd(rest, 0)); // a wide character in a single column
            }
            int cut = head.length();
            int blank = rest.charAt(Math.min(cut, rest.length() - 1)) == ' ' ? cut : head.lastIndexOf(' ');
            if (blank > 0 && !head.substring(0, blank).isBlank()) {
                lines.add(rest.substring(0, blank).stripTrailing());
                rest = rest.substring(blank).stripLeading();
            } else {
                lines.add(head);
                rest = rest.substring(cut);
            }
        }
        lines.add(rest);
    }

    /** Index after the grapheme cluster that starts at {@code from}. */
    static int clusterEnd(String text, int from) {
        int base = text.codePointAt(from);
        int at = from + Character.charCount(base);
        while (at < text.length()) {
            int next = text.codePointAt(at);
            if (next == ZERO_WIDTH_JOINER) {
                at++;
                if (at < text.length() && Character.isEmoji(base) && Character.isEmoji(text.codePointAt(at))) {
                    at += Character.charCount(text.codePointAt(at));
                }
            } else if (joinsPrevious(next)) {
                at += Character.charCount(next);
            } else {
                break;
            }
        }
        return at;
    }

    /** Cells of the cluster that starts at {@code from}. */
    static int clusterWidth(String text, int from) {
        int base = text.codePointAt(from);
        if (base < 0x300) {
            return Ambiguous.isWide(base) ? 2 : 1;
        }
        if (joinsPrevious(base) || base == ZERO_WIDTH_JOINER) {
            return isMark(base) ? 1 : 0;
        }
        return isWide(base) || Ambiguous.isWide(base) ? 2 : 1;
    }

    /**
     * What is sent to the terminal for a cluster: the first character with its marks. Terminals disagree on how wide
     * joined emoji, flags and variation selectors are, so those are reduced to a form on which they agree.
     */
    static String shown(String text, int from, int to) {
        int base = text.codePointAt(from);
        if (to - from == Character.charCount(base) && !isRegionalIndicator(base) && !joinsPrevious(base)) {
            return text.substring(from, to);
        }
        StringBuilder out = new StringBuilder();
        if (isRegionalIndicator(base)) {
            out.append((char) ('A' + base - 0x1f1e6));
        } else {
            out.appendCodePoint(isMark(base) ? 0x25cc : base);
        }
        int marks = 0;
        for (int at = isMark(base) ? from : from + Character.charCount(base); at < to; ) {
            int next = text.codePointAt(at);
            if (isMark(next) && marks++ < MAX_MARKS) {
                out.appendCodePoint(next);
            }
            at += Character.charCount(next);
        }
        return out.toString();
    }

    private static boolean isRegionalIndicator(int codePoint) {
        return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
    }

    private static boolean isMark(int codePoint) {
        if (codePoint < 0x300 || codePoint >= 0xfe00 && codePoint <= 0xfe0f || codePoint >= 0xe0100) {
            return false;
        }
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean joinsPrevious(int codePoint) {
        return isMark(codePoint)
                || codePoint >= 0xfe00 && codePoint <= 0xfe0f
                || codePoint >= 0x1f3fb && codePoint <= 0x1f3ff
                || codePoint >= 0x1160 && codePoint <= 0x11ff
                || codePoint >= 0xd7b0 && codePoint <= 0xd7ff
                || codePoint == 0x200c
                || codePoint >= 0xe0100 && codePoint <= 0xe01ef;
    }

    private static boolean isWide(int codePoint) {
        if (codePoint < 0x1100) {
            return false;
        }
        return codePoint <= 0x115f
                || codePoint >= 0x2e80 && codePoint <= 0xa4cf && codePoint != 0x303f
                || codePoint >= 0xa960 && codePoint <= 0xa97f
                || codePoint >= 0xac00 && codePoint <= 0xd7a3
                || codePoint >= 0xf900 && codePoint <= 0xfaff
                || codePoint >= 0xfe10 && codePoint <= 0xfe19
                || codePoint >= 0xfe30 && codePoint <= 0xfe6f
                || codePoint >= 0xff01 && codePoint <= 0xff60
                || codePoint >= 0xffe0 && codePoint <= 0xffe6
                || codePoint >= 0x16fe0 && codePoint <= 0x1b2ff
                || codePoint >= 0x1f200 && codePoint <= 0x1f265
                || codePoint >= 0x20000 && codePoint <= 0x3fffd
                || !isRegionalIndicator(codePoint) && Character.isEmojiPresentation(codePoint);
    }
}
