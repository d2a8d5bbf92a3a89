package io.millwright.app.cli;

import io.millwright.spi.Severity;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command's result in every form at once, so that no form can say less than another.
 *
 * @param type names the JSON document: {@code "schema": "millwright/v1/<type>"}
 * @param content what the JSON document holds: maps, lists, texts, numbers, booleans
 * @param table the same for people
 * @param names the same for {@code xargs}
 */
record Document(String type, Map<String, Object> content, Table table, List<String> names) {
    Document {
        content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
        names = List.copyOf(names);
    }

    /** The document with its schema in front. */
    Map<String, Object> versioned() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schema", "millwright/v1/" + type);
        all.putAll(content);
        return all;
    }

    /**
     * A table.
     *
     * @param rows one cell for each column
     * @param empty what is said when there is no row: why there is none
     */
    record Table(List<Column> columns, List<List<Cell>> rows, String empty) {
        Table {
            columns = List.copyOf(columns);
            rows = rows.stream().map(List::copyOf).toList();
        }
    }

    /**
     * A column.
     *
     * @param name heading
     * @param numeric aligned right
     * @param wide only in {@code -o wide}
     */
    record Column(String name, boolean numeric, boolean wide) {
        static Column of(String name) {
            return new Column(name, false, false);
        }

        static Column number(String name) {
            return new Column(name, true, false);
        }

        static Column wide(String name) {
            return new Column(name, false, true);
        }
    }

    /** A text, coloured by a severity where it states one. */
    record Cell(String text, Optional<Severity> severity) {
        static Cell of(String text) {
            return new Cell(text, Optional.empty());
        }

        static Cell of(Severity severity) {
            return new Cell(severity.sign() + " " + severity.word(), Optional.of(severity));
        }
    }

    static List<Cell> cells(String... texts) {
        return Arrays.stream(texts).map(Cell::of).toList();
    }

    /** A map in the order given; {@code Optional} values are left out when empty. */
    static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object value = keysAndValues[i + 1];
            String key = (String) keysAndValues[i];
            if (value instanceof Optional<?> o) {
                o.ifPresent(v -> map.put(key, v));
            } else {
                map.put(key, value);
            }
        }
        return map;
    }
}
