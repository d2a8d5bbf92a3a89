package io.millwright.tui;

/** An area in cells, relative to the surface that it is used on. Never of negative size. */
public record Rect(int col, int row, int width, int height) {
    public Rect {
        width = Math.max(0, width);
        height = Math.max(0, height);
    }

    /** The part of this area that lies inside {@code other}; empty when they don't meet. */
    public Rect intersect(Rect other) {
        int left = Math.max(col, other.col);
        int top = Math.max(row, other.row);
        int right = Math.min(col + width, other.col + other.width);
        int bottom = Math.min(row + height, other.row + other.height);
        return new Rect(left, top, right - left, bottom - top);
    }

    /** Whether the cell lies inside. */
    public boolean contains(int atCol, int atRow) {
        return atCol >= col && atCol < col + width && atRow >= row && atRow < row + height;
    }
}
