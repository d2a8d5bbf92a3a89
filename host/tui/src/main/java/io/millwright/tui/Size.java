package io.millwright.tui;

/** Width and height in terminal cells; never negative. */
public record Size(int width, int height) {
    public Size {
        width = Math.max(0, width);
        height = Math.max(0, height);
    }

    /** Whether an area of {@code needed} fits into this one. */
    public boolean holds(Size needed) {
        return width >= needed.width && height >= needed.height;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
