package io.millwright.app.settings;

/**
 * A list of objects as the user wants to see it again.
 *
 * @param line kind, namespace, context, labels and filter, as typed behind {@code :}
 * @param sort title of the column that it is sorted by; empty for the names
 * @param faults whether only what looks wrong is shown
 * @param wide whether the columns that usually come last come first
 */
public record SavedView(String line, String sort, boolean descending, boolean faults, boolean wide) {}
