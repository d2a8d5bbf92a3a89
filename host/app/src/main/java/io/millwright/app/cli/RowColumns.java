package io.millwright.app.cli;

import io.millwright.engine.browse.Computed;
import io.millwright.engine.browse.FieldPath;
import io.millwright.engine.browse.ObjectTable;
import io.millwright.engine.browse.Row;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which columns the rows of {@code get} have, and how they are sorted.
 *
 * @param own columns of one's own, which are then the only ones; empty for the server's
 * @param labels whether the objects' labels are one more
 */
record RowColumns(List<Computed> own, boolean labels, Optional<RowSort> sort) {
    private static final String LABELS = "Labels";

    /** @throws ProblemException when one of them can't be followed */
    static RowColumns of(Arguments arguments) {
        List<Computed> own = CustomColumns.of(arguments);
        boolean labels = arguments.flag("--show-labels");
        if (labels && !own.isEmpty()) {
            throw new ProblemException(Problem.user(
                    "read the options",
                    "--show-labels",
                    "there are no columns but those of -o custom-columns",
                    "Add LABELS:.metadata.labels to them."));
        }
        return new RowColumns(own, labels, RowSort.of(arguments));
    }

    /** What a cluster has to compute for them. */
    List<Computed> computed() {
        return Stream.of(
                        own.stream(),
                        labels
                                ? Stream.of(
                                        new Computed(LABELS, FieldPath.parse(".metadata.labels"), Integer.MAX_VALUE))
                                : Stream.<Computed>empty(),
                        sort.flatMap(RowSort::computed).stream())
                .flatMap(s -> s)
                .toList();
    }

    /** The table with these columns alone; what its rows are sorted by is one more cell at their ends. */
    ObjectTable shaped(ObjectTable table) {
        if (own.isEmpty() && !labels && sort.isEmpty()) {
            return table; // as it mostly is, and ten thousand rows need no copies
        }
        List<Integer> places = places(table);
        return new ObjectTable(
                table.served(),
                places.stream().map(table.columns()::get).toList(),
                table.rows().stream().map(r -> shaped(table, places, r)).toList(),
                table.missing());
    }

    /** One row of a table with those columns. */
    Row shaped(ObjectTable table, Row row) {
        return shaped(table, places(table), row);
    }

    private Row shaped(ObjectTable table, List<Integer> places, Row row) {
        List<String> cells = new ArrayList<>();
        for (int place : places) {
            boolean its = labels && table.columns().get(place).name().equals(LABELS);
            cells.add(its ? labels(row.cell(place)) : row.cell(place));
        }
        sort.ifPresent(s -> cells.add(s.key(table, row)));
        return row.withCells(cells);
    }

    private List<Integer> places(ObjectTable table) {
        List<Integer> places = new ArrayList<>();
        if (own.isEmpty()) {
            String key = sort.flatMap(RowSort::computed).map(Computed::title).orElse("");
            for (int i = 0; i < table.columns().size(); i++) {
                if (!table.columns().get(i).name().equals(key)) {
                    places.add(i);
                }
            }
            return places;
        }
        List<String> titles =
                table.columns().stream().map(ObjectTable.Column::name).toList();
        for (Computed c : own) {
            for (int i = titles.size() - 1; i >= 0; i--) {
                if (titles.get(i).equalsIgnoreCase(c.title())) {
                    places.add(i);
                    break;
                }
            }
        }
        return places;
    }

    /** Neither a label's name nor its value can hold a blank or a colon. */
    private static String labels(String map) {
        return !map.startsWith("map[")
                ? map
                : Stream.of(map.substring("map[".length(), map.length() - 1).split(" "))
                        .map(pair -> pair.replaceFirst(":", "="))
                        .sorted()
                        .collect(Collectors.joining(","));
    }
}
