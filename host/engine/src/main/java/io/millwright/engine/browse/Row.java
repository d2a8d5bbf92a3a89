package io.millwright.engine.browse;

import java.util.List;

/**
 * An object as the server draws it, kept small: texts that repeat are shared by all rows.
 *
 * @param cluster the context that it is in
 * @param namespace empty where it has none
 * @param name its name, which may be in any column or in none
 * @param cells one text for each column; those that tell an age tell that of the moment they were read
 * @param uid empty until a watch has told it; nothing may act on such a row by its name alone
 * @param created second of the epoch in which the object was made; 0 when it isn't known
 * @param read second of the epoch in which the row was read
 * @param kind plural and group of its kind in a list of several; empty where all rows are of one
 */
public record Row(
        String cluster,
        String namespace,
        String name,
        List<String> cells,
        String uid,
        long created,
        long read,
        String kind) {
    public Row {
        cells = List.copyOf(cells);
    }

    /** In a list of one kind. */
    public Row(String cluster, String namespace, String name, List<String> cells, String uid, long created, long read) {
        this(cluster, namespace, name, cells, uid, created, read, "");
    }

    /** Unique on the screen: where the object is, not which one it is. */
    public String key() {
        return keysOf(cluster, kind) + namespace + "/" + name;
    }

    /** What the keys of that cluster's rows begin with; of those of that kind in a list of several. */
    public static String keysOf(String cluster, String kind) {
        return (kind.isEmpty() ? "" : kind + " ") + cluster + "/";
    }

    /** The text of a column; empty where the row has fewer. */
    public String cell(int column) {
        return column >= 0 && column < cells.size() ? cells.get(column) : "";
    }

    /** Whether a screen would draw both in the same way at the same moment. */
    boolean sameAs(Row other) {
        return cells.equals(other.cells)
                && uid.equals(other.uid)
                && created == other.created
                && name.equals(other.name)
                && namespace.equals(other.namespace);
    }

    /** The same object with its cells in another order. */
    public Row withCells(List<String> others) {
        return new Row(cluster, namespace, name, others, uid, created, read, kind);
    }

    /** The same object with those cells in a list of several kinds. */
    public Row among(String itsKind, List<String> others) {
        return new Row(cluster, namespace, name, others, uid, created, read, itsKind);
    }
}
