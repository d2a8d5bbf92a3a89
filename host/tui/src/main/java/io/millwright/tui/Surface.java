package io.millwright.tui;

import java.util.function.UnaryOperator;

/**
 * What widgets draw on: a rectangle of cells that clips. Positions are relative to its top left and may lie outside.
 * Text is made harmless and put on the terminal's glyph ladder here, whatever was done before. Loop thread only.
 */
public final class Surface {
    private static final String[] ASCII = new String[128];

    static {
        for (int i = 0; i < ASCII.length; i++) {
            ASCII[i] = String.valueOf((char) i);
        }
    }

    private final Frame frame;
    private final int left;
    private final int top;
    private final int width;
    private final int height;
    private final Rect clip;
    private final Capabilities capabilities;

    /** The whole of a frame. */
    public Surface(Frame frame, Capabilities capabilities) {
        this(
                frame,
                new Rect(0, 0, frame.size().width(), frame.size().height()),
                new Rect(0, 0, frame.size().width(), frame.size().height()),
                capabilities);
    }

    private Surface(Frame frame, Rect area, Rect clip, Capabilities capabilities) {
        this.frame = frame;
        this.left = area.col();
        this.top = area.row();
        this.width = area.width();
        this.height = area.height();
        this.clip = clip;
        this.capabilities = capabilities;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    public Size size() {
        return new Size(width, height);
    }

    public Capabilities capabilities() {
        return capabilities;
    }

    public Glyphs glyphs() {
        return capabilities.glyphs();
    }

    /** A part of this surface; what lies outside of this one is cut off. */
    public Surface sub(Rect area) {
        Rect moved = new Rect(left + area.col(), top + area.row(), area.width(), area.height());
        return new Surface(frame, moved, moved.intersect(clip), capabilities);
    }

    /** {@link #sub(Rect)} for the rows from {@code row} on, in full width. */
    public Surface rows(int row, int count) {
        return sub(new Rect(0, row, width, count));
    }

    /** Writes one line of text, cut at the edges. Returns the column after it, which may lie outside. */
    public int put(int col, int row, String text, Style style) {
        String line = glyphs().text(Sanitize.line(text));
        int at = 0;
        int target = col;
        while (at < line.length()) {
            char c = line.charAt(at);
            if (c < 0x80 && (at + 1 == line.length() || line.charAt(at + 1) < 0x300)) {
                cell(target++, row, ASCII[c], style);
                at++;
            } else {
                int end = Text.clusterEnd(line, at);
                int cells = Text.clusterWidth(line, at);
                if (cells == 2) {
                    wide(target, row, Text.shown(line, at, end), style);
                } else if (cells == 1) {
                    cell(target, row, Text.shown(line, at, end), style);
                }
                target += cells;
                at = end;
            }
        }
        return target;
    }

    /** Writes text so that it ends before {@code end}. Returns the column where it starts. */
    public int putRight(int end, int row, String text, Style style) {
        int start = end - Text.width(Sanitize.line(text));
        put(start, row, text, style);
        return start;
    }

    /** Writes a sign. Returns the column after it. */
    public int put(int col, int row, Sign sign) {
        return put(col, row, sign.glyph(glyphs()), sign.style());
    }

    /** Fills an area with a one-cell text, for example a blank. */
    public void fill(Rect area, String text, Style style) {
        for (int row = area.row(); row < area.row() + area.height(); row++) {
            for (int col = area.col(); col < area.col() + area.width(); col++) {
                put(col, row, text, style);
            }
        }
    }

    /** Makes everything blank. */
    public void clear() {
        fill(new Rect(0, 0, width, height), " ", Style.TEXT);
    }

    /** A horizontal line over the whole width; blank in screen-reader mode. */
    public void rule(int row) {
        if (!capabilities.screenReader()) {
            fill(new Rect(0, row, width, 1), glyphs().horizontal(), Style.RULE);
        }
    }

    /** A vertical line over the whole height; blank in screen-reader mode. */
    public void bar(int col) {
        if (!capabilities.screenReader()) {
            fill(new Rect(col, 0, 1, height), glyphs().vertical(), Style.RULE);
        }
    }

    /** Changes the styles of what is already there, for example to reverse the selected row. */
    public void restyle(Rect area, UnaryOperator<Style> change) {
        Rect seen = new Rect(left + area.col(), top + area.row(), area.width(), area.height()).intersect(clip);
        for (int row = seen.row(); row < seen.row() + seen.height(); row++) {
            for (int col = seen.col(); col < seen.col() + seen.width(); col++) {
                frame.style(col, row, change.apply(frame.style(col, row)));
            }
        }
    }

    /** Puts the hardware cursor here; the last call wins. Ignored outside. */
    public void cursor(int col, int row) {
        if (clip.contains(left + col, top + row)) {
            frame.cursor(new Position(left + col, top + row));
        }
    }

    /** A click on this area says that; the last call wins where areas overlap. */
    public void spot(Rect area, Msg msg) {
        frame.spot(new Spot(
                new Rect(left + area.col(), top + area.row(), area.width(), area.height()).intersect(clip), msg));
    }

    /** Says what the picture is of, for those who listen to it. */
    public void title(String words) {
        frame.title(words);
    }

    /** The whole picture is shown in that theme, where colours are shown at all. */
    public void theme(Theme other) {
        frame.theme(other);
    }

    /** This surface asks for an answer first: nothing that was drawn so far can be clicked any more. */
    public void over(String title) {
        frame.over(new Rect(left, top, width, height).intersect(clip), title);
    }

    private void cell(int col, int row, String text, Style style) {
        if (clip.contains(left + col, top + row)) {
            frame.set(left + col, top + row, text, style);
        }
    }

    private void wide(int col, int row, String text, Style style) {
        boolean first = clip.contains(left + col, top + row);
        boolean second = clip.contains(left + col + 1, top + row);
        if (first && second) {
            frame.setWide(left + col, top + row, text, style);
        } else {
            // Half of a wide character can't be shown: its cell stays blank.
            cell(col, row, " ", style);
            cell(col + 1, row, " ", style);
        }
    }
}
