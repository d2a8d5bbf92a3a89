package io.millwright.sandbox.table;

import io.millwright.spi.Resource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The columns of one kind. */
record Layout(List<Column> columns) {
    Layout {
        columns = List.copyOf(columns);
    }

    /** One column; its cell is a string, a number or a boolean. */
    record Column(
            String name,
            String type,
            String format,
            String description,
            int priority,
            BiFunction<Resource, Ages, Object> cell) {
        Column wide() {
            return new Column(name, type, format, description, 1, cell);
        }
    }

    static final Column NAME =
            new Column("Name", "string", "name", "Name must be unique within a namespace.", 0, (r, a) -> r.name());
    static final Column AGE =
            new Column("Age", "string", "", "CreationTimestamp is when the object was created.", 0, (r, a) -> a.of(r));
    static final Column CREATED = new Column(
            "Created At",
            "date",
            "",
            "CreationTimestamp is when the object was created.",
            0,
            (r, a) -> r.text("metadata", "creationTimestamp").orElse(""));

    static final Layout GENERIC = of(NAME, AGE);

    static Layout of(Column... columns) {
        return new Layout(List.of(columns));
    }

    static Column text(String name, Function<Resource, String> cell) {
        return new Column(name, "string", "", name, 0, (r, a) -> cell.apply(r));
    }

    static Column timed(String name, BiFunction<Resource, Ages, String> cell) {
        return new Column(name, "string", "", name, 0, cell::apply);
    }

    static Column number(String name, String... path) {
        return new Column(name, "integer", "", name, 0, (r, a) -> r.number(path).orElse(0L));
    }

    static Column flag(String name, String... path) {
        return new Column(name, "boolean", "", name, 0, (r, a) -> r.flag(path).orElse(false));
    }

    static Column path(String name, String absent, String... path) {
        return text(name, r -> r.text(path).filter(t -> !t.isEmpty()).orElse(absent));
    }
}
