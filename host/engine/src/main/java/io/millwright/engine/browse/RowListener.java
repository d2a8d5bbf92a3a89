package io.millwright.engine.browse;

import io.millwright.spi.Problem;
import java.util.List;
import java.util.Set;

/** Takes rows as they come. Called by several threads, one at a time. */
public interface RowListener {
    /** The columns, before the first rows. */
    void columns(List<ObjectTable.Column> columns);

    /** The namespace now holds exactly these rows; {@code ""} for kinds without one. */
    void listed(String namespace, List<Row> rows);

    /** A list is complete: only these namespaces have rows. */
    void complete(Set<String> namespaces);

    /** The object is there, new or changed. */
    void put(Row row);

    /** The object is gone. */
    void gone(String namespace, String name);

    /** A part couldn't be read; the rest goes on. */
    void missing(Problem problem);

    /** From now on the rows are as fresh as that. */
    void fresh(Freshness freshness);
}
