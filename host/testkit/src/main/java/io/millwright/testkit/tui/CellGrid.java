package io.millwright.testkit.tui;

import io.millwright.tui.Frame;
import io.millwright.tui.Position;
import io.millwright.tui.Size;
import io.millwright.tui.Style;
import java.util.Locale;
import java.util.Optional;

/** A picture of a screen as a test reads it. Rows and columns count from 0. */
public record CellGrid(Frame frame) {
    public Size size() {
        return frame.size();
    }

    /** A row without the blanks at its end. */
    public String row(int row) {
        return frame.row(row).stripTrailing();
    }

    /** All rows, each with a line feed; blanks at their ends taken away. */
    public String text() {
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < frame.size().height(); row++) {
            out.append(row(row)).append('\n');
        }
        return out.toString();
    }

    /** The text and below it, for each row, which columns have which style; then the cursor. */
    public String styledText() {
        StringBuilder out = new StringBuilder(text());
        out.append("-- styles\n");
        for (int row = 0; row < frame.size().height(); row++) {
            String runs = runs(row);
            if (!runs.isEmpty()) {
                out.append(row).append(':').append(runs).append('\n');
            }
        }
        out.append("-- cursor ")
                .append(cursor().map(at -> at.col() + "," + at.row()).orElse("hidden"))
                .append('\n');
        return out.toString();
    }

    public Style style(int col, int row) {
        return frame.style(col, row);
    }

    public Optional<Position> cursor() {
        return frame.cursor();
    }

    /** The row that holds the cursor, which is the selected one; empty when it is hidden. */
    public String selectedRow() {
        return cursor().map(at -> row(at.row())).orElse("");
    }

    private String runs(int row) {
        StringBuilder out = new StringBuilder();
        int col = 0;
        while (col < frame.size().width()) {
            Style style = frame.style(col, row);
            int end = col;
            while (end < frame.size().width() && frame.style(end, row).equals(style)) {
                end++;
            }
            if (!style.equals(Style.TEXT)) {
                out.append(' ')
                        .append(col)
                        .append('-')
                        .append(end - 1)
                        .append('=')
                        .append(name(style));
            }
            col = end;
        }
        return out.toString();
    }

    private static String name(Style style) {
        return style.role().name().toLowerCase(Locale.ROOT)
                + (style.bold() ? "+bold" : "")
                + (style.reverse() ? "+reverse" : "")
                + (style.dim() ? "+dim" : "")
                + (style.strike() ? "+strike" : "")
                + (style.underline() ? "+underline" : "");
    }
}
