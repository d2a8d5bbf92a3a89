package io.millwright.app.cli;

import io.millwright.app.cli.Document.Cell;
import io.millwright.app.cli.Document.Column;
import io.millwright.tui.Text;
import java.util.ArrayList;
import java.util.List;

/** Writes a document in the format that was asked for. */
final class Output {
    private static final String GAP = "  ";

    private Output() {}

    static void write(Document document, Format format, Console console) {
        switch (format) {
            case JSON -> console.raw(JsonText.write(document.versioned()) + "\n");
            case YAML -> console.raw(YamlText.write(document.versioned()));
            case NAME -> document.names().forEach(console::line);
            case TABLE -> table(document.table(), false, console);
            case WIDE -> table(document.table(), true, console);
        }
        console.out().flush();
    }

    static void table(Document.Table table, boolean wide, Console console) {
        if (table.rows().isEmpty()) {
            console.remark(table.empty());
            return;
        }
        List<Integer> shown = new ArrayList<>();
        for (int c = 0; c < table.columns().size(); c++) {
            if (wide || !table.columns().get(c).wide()) {
                shown.add(c);
            }
        }
        int[] widths = new int[table.columns().size()];
        for (int c : shown) {
            widths[c] = Text.width(table.columns().get(c).name());
            for (List<Cell> row : table.rows()) {
                widths[c] =
                        Math.max(widths[c], Text.width(console.plain(row.get(c).text())));
            }
        }
        StringBuilder head = new StringBuilder();
        for (int c : shown) {
            Column column = table.columns().get(c);
            head.append(padded(console.plain(column.name()), widths[c], column.numeric(), c == shown.getLast()))
                    .append(GAP);
        }
        console.painted(console.bold(head.toString().stripTrailing()));
        table.rows().forEach(row -> console.painted(row(table, row, shown, widths, console)));
    }

    private static String row(
            Document.Table table, List<Cell> row, List<Integer> shown, int[] widths, Console console) {
        StringBuilder line = new StringBuilder();
        for (int c : shown) {
            Cell cell = row.get(c);
            String plain = console.plain(cell.text());
            String padded = padded(plain, widths[c], table.columns().get(c).numeric(), c == shown.getLast());
            line.append(cell.severity()
                            .map(s -> padded.replace(plain, console.paint(plain, s)))
                            .orElse(padded))
                    .append(GAP);
        }
        return line.toString().stripTrailing();
    }

    private static String padded(String text, int width, boolean numeric, boolean last) {
        return numeric ? Text.padStart(text, width) : last ? text : Text.padEnd(text, width);
    }
}
