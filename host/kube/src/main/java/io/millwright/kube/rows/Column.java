package io.millwright.kube.rows;

/** A column of a Table: its title, its type ({@code string}, {@code integer}, …) and its priority; only those of priority 0 are in the narrow list. */
public record Column(String title, String type, String format, int priority) {
    /** Whether the column is shown only in the wide list. */
    public boolean wide() {
        return priority > 0;
    }
}
