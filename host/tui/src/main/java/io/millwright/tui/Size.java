package io.millwright.tui;

import org.jspecify.annotations.Nullable;

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

    // Written out for the same reason as in Style.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Size size && width == size.width && height == size.height;
    }

    @Override
    public int hashCode() {
        return width * 31 + height;
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
