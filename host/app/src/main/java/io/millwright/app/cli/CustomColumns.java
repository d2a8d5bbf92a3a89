package io.millwright.app.cli;

import io.millwright.engine.browse.Computed;
import io.millwright.engine.browse.FieldPath;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.List;

/** What kubectl calls {@code -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName}: these columns of each object, and no others. */
final class CustomColumns {
    private static final String PREFIX = "custom-columns=";

    private CustomColumns() {}

    /** Whether a format asks for such columns. */
    static boolean is(String format) {
        return format.startsWith(PREFIX);
    }

    /**
     * Those that were asked for; none where another format was.
     *
     * @throws ProblemException when one of them can't be followed
     */
    static List<Computed> of(Given arguments) {
        List<Computed> columns = new ArrayList<>();
        String format = arguments.option("-o").orElse("");
        if (is(format)) {
            for (String column : parts(format.substring(PREFIX.length()))) {
                columns.add(column(column));
            }
        }
        return columns;
    }

    /** Between commas, of which there may be some in brackets. */
    private static List<String> parts(String columns) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < columns.length(); i++) {
            char c = columns.charAt(i);
            depth += c == '[' ? 1 : c == ']' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(columns.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(columns.substring(from));
        return parts;
    }

    private static Computed column(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw wrong(text, "a column is a title, a colon and a path");
        }
        try {
            return new Computed(
                    text.substring(0, colon).strip(), FieldPath.parse(text.substring(colon + 1)), Integer.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            throw wrong(text, String.valueOf(e.getMessage()));
        }
    }

    private static ProblemException wrong(String column, String why) {
        return new ProblemException(Problem.user(
                "read the columns",
                "-o " + PREFIX + "… " + column,
                why,
                "Write them as -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName."));
    }
}
