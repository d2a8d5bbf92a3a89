package io.millwright.tui.widget;

import io.millwright.tui.Style;
import io.millwright.tui.Surface;
import java.util.List;

/** A line of pieces in different styles. */
public record Line(List<Cell> cells) {
    public Line {
        cells = List.copyOf(cells);
    }

    public static Line of(String text) {
        return new Line(List.of(Cell.of(text)));
    }

    public static Line of(String text, Style style) {
        return new Line(List.of(new Cell(text, style)));
    }

    public static Line of(Cell... cells) {
        return new Line(List.of(cells));
    }

    /** The words without styles. */
    public String text() {
        if (cells.size() == 1) {
            return cells.getFirst().text();
        }
        StringBuilder out = new StringBuilder();
        cells.forEach(cell -> out.append(cell.text()));
        return out.toString();
    }

    /** Draws it. Returns the column after it. */
    public int render(Surface surface, int col, int row) {
        int at = col;
        for (Cell cell : cells) {
            at = surface.put(at, row, cell.text(), cell.style());
        }
        return at;
    }

    /** Draws it, and where it doesn't fit says so in the last cell. Returns the column after it. */
    public int renderCut(Surface surface, int col, int row) {
        int after = render(surface, col, row);
        if (after > surface.width()) {
            surface.put(surface.width() - 1, row, surface.glyphs().ellipsis(), Style.MUTED);
        }
        return after;
    }
}
