package io.millwright.kube.rows;

import java.util.List;
import java.util.Optional;

/** A list's answer. A watch goes on from its version; a token means that more pages follow. */
public record TablePage(List<Column> columns, List<Row> rows, String version, Optional<String> next) {
    public TablePage {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }
}
