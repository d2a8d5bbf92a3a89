package io.millwright.tui.widget;

import io.millwright.tui.Glyphs;
import io.millwright.tui.Sign;
import io.millwright.tui.Style;

/** A text with its style, in a table or a line. */
public record Cell(String text, Style style) {
    public static Cell of(String text) {
        return new Cell(text, Style.TEXT);
    }

    public static Cell muted(String text) {
        return new Cell(text, Style.MUTED);
    }

    /** The sign alone; use it where the word stands in another column. */
    public static Cell of(Sign sign, Glyphs glyphs) {
        return new Cell(sign.glyph(glyphs), sign.style());
    }
}
