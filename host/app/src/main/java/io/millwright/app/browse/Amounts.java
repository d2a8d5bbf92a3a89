package io.millwright.app.browse;

import io.millwright.engine.browse.Row;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a cell amounts to, so that columns can be sorted and compared by it. */
final class Amounts {
    private static final Pattern NUMBER =
            Pattern.compile("(-?\\d{1,15}(?:\\.\\d{1,9})?)(%|n|u|m|k|[KMGTPE]i?)?(?: \\(.*\\))?");
    private static final Pattern PART = Pattern.compile("(\\d{1,9})/(\\d{1,9})");
    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("n", 1e-9),
            Map.entry("u", 1e-6),
            Map.entry("m", 1e-3),
            Map.entry("k", 1e3),
            Map.entry("K", 1e3),
            Map.entry("M", 1e6),
            Map.entry("G", 1e9),
            Map.entry("T", 1e12),
            Map.entry("P", 1e15),
            Map.entry("E", 1e18),
            Map.entry("Ki", 0x1p10),
            Map.entry("Mi", 0x1p20),
            Map.entry("Gi", 0x1p30),
            Map.entry("Ti", 0x1p40),
            Map.entry("Pi", 0x1p50),
            Map.entry("Ei", 0x1p60));

    private Amounts() {}

    /** The row's cell as a number: spans in seconds, moments as the time since, {@code 2/3} as a part, {@code 4 (5m ago)} as 4; empty for words. */
    static OptionalDouble of(Row row, int column, String title) {
        if (Ages.grows(title) || Ages.told(row.cell(column)).isPresent()) {
            return Ages.moment(row, column, title)
                    .map(then -> OptionalDouble.of(-then))
                    .orElse(OptionalDouble.empty());
        }
        return of(row.cell(column), title);
    }

    static OptionalDouble of(String text, String title) {
        if (text.isEmpty() || text.charAt(0) > '9') {
            return OptionalDouble.empty();
        }
        boolean processor = title.toLowerCase(Locale.ROOT).contains("cpu");
        if (!processor) {
            var span = Ages.parse(text);
            if (span.isPresent()) {
                return OptionalDouble.of(span.get().toSeconds());
            }
        }
        Matcher part = PART.matcher(text);
        if (part.matches()) {
            double whole = Double.parseDouble(part.group(2));
            return OptionalDouble.of(whole == 0 ? 1 : Double.parseDouble(part.group(1)) / whole);
        }
        Matcher number = NUMBER.matcher(text);
        if (!number.matches()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(Double.parseDouble(number.group(1)) * UNITS.getOrDefault(number.group(2) + "", 1.0));
    }
}
