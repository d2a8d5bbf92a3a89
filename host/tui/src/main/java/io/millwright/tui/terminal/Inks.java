package io.millwright.tui.terminal;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextCharacter;
import com.googlecode.lanterna.TextColor;
import io.millwright.tui.Capabilities;
import io.millwright.tui.ColorDepth;
import io.millwright.tui.Frame;
import io.millwright.tui.Rgb;
import io.millwright.tui.Role;
import io.millwright.tui.Style;
import io.millwright.tui.Theme;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Lanterna's cells for our texts and styles, at one colour depth and in one theme. One thread. */
final class Inks {
    private static final TextColor.ANSI[] PALETTE = {
        TextColor.ANSI.BLACK,
        TextColor.ANSI.RED,
        TextColor.ANSI.GREEN,
        TextColor.ANSI.YELLOW,
        TextColor.ANSI.BLUE,
        TextColor.ANSI.MAGENTA,
        TextColor.ANSI.CYAN,
        TextColor.ANSI.WHITE,
        TextColor.ANSI.BLACK_BRIGHT,
        TextColor.ANSI.RED_BRIGHT,
        TextColor.ANSI.GREEN_BRIGHT,
        TextColor.ANSI.YELLOW_BRIGHT,
        TextColor.ANSI.BLUE_BRIGHT,
        TextColor.ANSI.MAGENTA_BRIGHT,
        TextColor.ANSI.CYAN_BRIGHT,
        TextColor.ANSI.WHITE_BRIGHT
    };

    private final Capabilities capabilities;
    private final TextColor background;
    private final Map<Style, Ink> inks = new HashMap<>();
    private Style lastStyle = Style.TEXT;
    private Ink last;

    private record Ink(TextColor foreground, EnumSet<SGR> attributes, Map<String, TextCharacter> cells) {}

    Inks(Capabilities capabilities) {
        this.capabilities = capabilities;
        this.background = background(capabilities);
        this.last = inkOf(Style.TEXT);
        inks.put(Style.TEXT, last);
    }

    /** Whether they are the colours of that theme; told by its name and its colours only where it is another object. */
    boolean areOf(Theme theme) {
        return capabilities.theme() == theme || capabilities.theme().equals(theme);
    }

    boolean hasColours() {
        return capabilities.effectiveColor() != ColorDepth.NONE;
    }

    TextColor background() {
        return background;
    }

    TextCharacter cell(String text, Style style) {
        if (style != lastStyle) {
            last = inks.computeIfAbsent(style, this::inkOf);
            lastStyle = style;
        }
        Ink ink = last;
        return Objects.requireNonNull(ink.cells.computeIfAbsent(text, key -> character(key, ink)));
    }

    private TextCharacter character(String text, Ink ink) {
        if (text.length() > 1) {
            return TextCharacter.fromString(text, ink.foreground, background, ink.attributes)[0];
        }
        // Character by character Lanterna needs no BreakIterator, whose classes would be loaded before the first paint.
        TextCharacter cell = TextCharacter.DEFAULT_CHARACTER
                .withCharacter(text.equals(Frame.CONTINUATION) ? AnsiTerminal.SECOND_HALF : text.charAt(0))
                .withForegroundColor(ink.foreground)
                .withBackgroundColor(background);
        for (SGR attribute : ink.attributes) {
            cell = cell.withModifier(
                    attribute); // withModifiers(all) compares its argument with itself and does nothing
        }
        return cell;
    }

    private Ink inkOf(Style style) {
        EnumSet<SGR> attributes = EnumSet.noneOf(SGR.class);
        if (style.bold()) {
            attributes.add(SGR.BOLD);
        }
        if (style.reverse()) {
            attributes.add(SGR.REVERSE);
        }
        if (style.underline()) {
            attributes.add(SGR.UNDERLINE);
        }
        if (style.strike()) {
            attributes.add(SGR.CROSSED_OUT);
        }
        return new Ink(foreground(style.ink()), attributes, new HashMap<>());
    }

    private TextColor foreground(Role role) {
        int rgb = capabilities.theme().colour(role);
        return switch (capabilities.effectiveColor()) {
            case NONE -> TextColor.ANSI.DEFAULT;
            // The background is the user's own here, and only the default colour is sure to be legible on it.
            case ANSI16 ->
                role == Role.TEXT || role == Role.MUTED || role == Role.TITLE
                        ? TextColor.ANSI.DEFAULT
                        : PALETTE[capabilities.theme().ansi(role)];
            case ANSI256 -> new TextColor.Indexed(Rgb.nearest256(rgb));
            case TRUE -> rgb(rgb);
        };
    }

    private static TextColor background(Capabilities capabilities) {
        int rgb = capabilities.theme().background();
        return switch (capabilities.effectiveColor()) {
            case NONE, ANSI16 -> TextColor.ANSI.DEFAULT;
            case ANSI256 -> new TextColor.Indexed(Rgb.nearest256(rgb));
            case TRUE -> rgb(rgb);
        };
    }

    private static TextColor rgb(int rgb) {
        return new TextColor.RGB(rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff);
    }
}
