package io.millwright.engine.browse;

/**
 * A column of one's own, computed from each object where its row is read; of the object nothing else is kept. Under the title of one of the
 * server's columns it takes its place.
 *
 * @param longest how many characters of a cell are kept
 */
public record Computed(String title, FieldPath path, int longest) {
    /** As much as a screen could show. */
    public static final int ON_SCREEN = 1000;

    /** For a screen. */
    public Computed(String title, FieldPath path) {
        this(title, path, ON_SCREEN);
    }
}
