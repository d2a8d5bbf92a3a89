package io.millwright.app.cli;

import java.util.List;

/** Rows of several kinds: tables one below the other, or one list of names. */
final class KindTables {
    private KindTables() {}

    /**
     * What there is of one kind.
     *
     * @param names each with its kind in front
     */
    record Part(Document.Table table, List<String> names) {
        Part {
            names = List.copyOf(names);
        }
    }

    /** One part for each kind, in the order in which they were asked for. */
    static void write(List<Part> kinds, Format format, boolean headed, Console console) {
        if (format == Format.NAME) {
            kinds.forEach(k -> k.names().forEach(console::line));
        } else {
            tables(kinds.stream().map(Part::table).toList(), format == Format.WIDE, headed, console);
        }
        console.out().flush();
    }

    /** A kind of which there is nothing has no table, as with kubectl. */
    private static void tables(List<Document.Table> kinds, boolean wide, boolean headed, Console console) {
        List<Document.Table> filled =
                kinds.stream().filter(t -> !t.rows().isEmpty()).toList();
        for (int i = 0; i < filled.size(); i++) {
            if (i > 0) {
                console.line("");
            }
            Output.table(filled.get(i), wide, headed, console);
        }
        if (filled.isEmpty()) {
            console.remark(kinds.size() == 1 ? kinds.getFirst().empty() : "There is nothing of these kinds.");
        }
    }
}
