package io.millwright.tui;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the terminal can show and its user wants. Found from the environment alone: a question to the terminal would
 * delay the first paint.
 *
 * @param animations whether anything may move by itself
 * @param screenReader no rules, no animation; state in words, the important one first
 */
public record Capabilities(ColorDepth color, Glyphs glyphs, Theme theme, boolean animations, boolean screenReader) {
    public Capabilities {
        // Who listens has no columns, and the words for signs are found by the signs of Unicode.
        glyphs = screenReader && glyphs != Glyphs.ASCII ? Glyphs.UNICODE : glyphs;
    }

    /** So many columns are drawn at least for who listens: what doesn't fit would be told with its middle cut out. */
    private static final int HEARD = 240;

    /** The size of the pictures in a terminal of that size: lines that are told, not placed, may be longer than it is wide. */
    public Size drawn(Size terminal) {
        return screenReader ? new Size(Math.max(HEARD, terminal.width()), terminal.height()) : terminal;
    }

    /** What the environment variables say: NO_COLOR, COLORTERM, TERM, CI, LC_ALL, LC_CTYPE, LANG, COLORFGBG, ACCESSIBLE. */
    public static Capabilities detect(Map<String, String> environment) {
        String term = environment.getOrDefault("TERM", "").toLowerCase(Locale.ROOT);
        boolean dumb = term.isEmpty() || term.equals("dumb");
        boolean ci = !environment.getOrDefault("CI", "").isEmpty();
        boolean screenReader = environment.getOrDefault("ACCESSIBLE", "").equals("1");
        return new Capabilities(
                color(environment, term),
                dumb || term.equals("linux") || !utf8(environment) ? Glyphs.ASCII : Glyphs.UNICODE,
                lightBackground(environment.getOrDefault("COLORFGBG", "")) ? Theme.LIGHT : Theme.DARK,
                !dumb && !ci && !screenReader,
                screenReader);
    }

    public Capabilities withColor(ColorDepth depth) {
        return new Capabilities(depth, glyphs, theme, animations, screenReader);
    }

    public Capabilities withGlyphs(Glyphs ladder) {
        return new Capabilities(color, ladder, theme, animations, screenReader);
    }

    /** Other signs than those of Unicode; what shows 7 bits only goes on to do so. */
    public Capabilities withSigns(Glyphs ladder) {
        return glyphs == Glyphs.ASCII ? this : withGlyphs(ladder);
    }

    public Capabilities withTheme(Theme other) {
        return new Capabilities(color, glyphs, other, animations, screenReader);
    }

    /** With the theme of a picture; whoever wants no colours gets none by it. */
    public Capabilities showing(Optional<Theme> other) {
        return other.isEmpty() || theme.plain() ? this : withTheme(other.get());
    }

    public Capabilities withAnimations(boolean on) {
        return new Capabilities(color, glyphs, theme, on && !screenReader, screenReader);
    }

    /** Screen-reader mode also stops animations. */
    public Capabilities withScreenReader(boolean on) {
        return new Capabilities(color, glyphs, theme, animations && !on, on);
    }

    /** The depth at which colours are sent: none at all in a plain theme. */
    public ColorDepth effectiveColor() {
        return theme.plain() ? ColorDepth.NONE : color;
    }

    private static ColorDepth color(Map<String, String> environment, String term) {
        String colorTerm = environment.getOrDefault("COLORTERM", "");
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty() || term.isEmpty() || term.equals("dumb")) {
            return ColorDepth.NONE;
        }
        if (colorTerm.equals("truecolor") || colorTerm.equals("24bit") || term.endsWith("-direct")) {
            return ColorDepth.TRUE;
        }
        if (term.contains("256color")) {
            return ColorDepth.ANSI256;
        }
        return term.startsWith("vt") ? ColorDepth.NONE : ColorDepth.ANSI16;
    }

    private static boolean utf8(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String lower = value.toLowerCase(Locale.ROOT);
                return lower.contains("utf-8") || lower.contains("utf8");
            }
        }
        return false;
    }

    private static boolean lightBackground(String foregroundAndBackground) {
        return foregroundAndBackground.endsWith(";15") || foregroundAndBackground.endsWith(";7");
    }
}
