package io.millwright.spi;

import java.util.List;

/** A browsable table of one tool. */
@ImplementedByPlugin
public interface Listing {
    /** What it shows. Constant. */
    Info info();

    /**
     * The rows of one cluster.
     *
     * @throws ProblemException when the cluster refused or could not be read
     */
    List<Row> rows(ClusterView cluster);

    /**
     * What a listing shows.
     *
     * @param id stable lower-case word, unique within the tool
     * @param title plural noun: {@code Backups}
     * @param columns the columns, most important first
     */
    record Info(String id, String title, List<Column> columns) {
        public Info {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A column.
     *
     * @param name heading, at most 14 characters
     * @param numeric aligned right
     * @param wide shown only where there is room
     */
    record Column(String name, boolean numeric, boolean wide) {}

    /**
     * A row.
     *
     * @param object what the row stands for
     * @param severity coloured and signed by it; {@link Severity#OK} when there is nothing to say
     * @param cells one text for each column
     */
    record Row(ObjectRef object, Severity severity, List<String> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }
}
