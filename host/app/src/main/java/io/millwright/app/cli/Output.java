package io.millwright.app.cli;

import io.millwright.app.cli.Document.Cell;
import io.millwright.app.cli.Document.Column;
import io.millwright.spi.Severity;
import io.millwright.tui.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
        table(table, wide, true, console);
    }

    /** @param headed whether the columns' titles stand above */
    static void table(Document.Table table, boolean wide, boolean headed, Console console) {
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
            widths[c] = headed ? Text.width(table.columns().get(c).name()) : 0;
            for (List<Cell> row : table.rows()) {
                widths[c] =
                        Math.max(widths[c], Text.width(console.plain(row.get(c).text())));
            }
        }
        StringBuilder line = new StringBuilder();
        if (headed) {
            for (int c : shown) {
                Column column = table.columns().get(c);
                cell(line, console.plain(column.name()), Optional.empty(), widths[c], column.numeric(), console);
            }
            console.painted(console.bold(taken(line)));
        }
        for (List<Cell> row : table.rows()) {
            for (int c : shown) {
                Cell cell = row.get(c);
                boolean numeric = table.columns().get(c).numeric();
                cell(line, console.plain(cell.text()), cell.severity(), widths[c], numeric, console);
            }
            console.painted(taken(line));
        }
    }

    private static void cell(
            StringBuilder line,
            String plain,
            Optional<Severity> severity,
            int width,
            boolean numeric,
            Console console) {
        int start = line.length();
        if (severity.isPresent()) {
            line.append(console.paint(plain, severity.get()));
        } else {
            line.append(plain);
        }
        int blanks = Math.max(0, width - Text.width(plain));
        if (numeric) {
            line.insert(start, " ".repeat(blanks));
        } else {
            line.repeat(' ', blanks);
        }
        line.append(GAP);
    }

    /** What it holds, without blanks at its end; it is empty then. */
    private static String taken(StringBuilder line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ') {
            end--;
        }
        String text = line.substring(0, end);
        line.setLength(0);
        return text;
    }
}
