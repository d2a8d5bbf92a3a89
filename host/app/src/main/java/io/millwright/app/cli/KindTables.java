package io.millwright.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tables of several kinds: one below the other for people, one list for programs. */
final class KindTables {
    private KindTables() {}

    /** One document for each kind, in the order in which they were asked for. */
    static void write(List<Document> kinds, Session session) {
        Format format = session.options().format();
        if (kinds.size() == 1) {
            session.write(kinds.getFirst());
        } else if (format == Format.TABLE || format == Format.WIDE) {
            tables(kinds, format == Format.WIDE, session.console());
        } else {
            session.write(joined(kinds));
        }
    }

    /** A kind of which there is nothing has no table, as with kubectl. */
    private static void tables(List<Document> kinds, boolean wide, Console console) {
        List<Document.Table> filled = kinds.stream()
                .map(Document::table)
                .filter(t -> !t.rows().isEmpty())
                .toList();
        for (int i = 0; i < filled.size(); i++) {
            if (i > 0) {
                console.line("");
            }
            Output.table(filled.get(i), wide, console);
        }
        if (filled.isEmpty()) {
            console.remark("There is nothing of these kinds.");
        }
        console.out().flush();
    }

    private static Document joined(List<Document> kinds) {
        List<Object> items = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Document d : kinds) {
            if (d.content().get("items") instanceof List<?> some) {
                items.addAll(some);
            }
            names.addAll(d.names());
        }
        return new Document(
                kinds.getFirst().type(), Map.of("items", items), new Document.Table(List.of(), List.of(), ""), names);
    }
}
