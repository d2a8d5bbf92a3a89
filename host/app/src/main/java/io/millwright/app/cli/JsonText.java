package io.millwright.app.cli;

import java.util.List;
import java.util.Map;

/** Writes maps, lists, texts, numbers and booleans as JSON. Anything else is written as its text. */
final class JsonText {
    private JsonText() {}

    static String write(Object value) {
        StringBuilder out = new StringBuilder();
        write(value, "", out);
        return out.toString();
    }

    /** An element of a list, which stands that far from the left. */
    static String element(Object value, String indent) {
        StringBuilder out = new StringBuilder(indent);
        write(value, indent, out);
        return out.toString();
    }

    /** On one line, without blanks. */
    static String line(Object value) {
        StringBuilder out = new StringBuilder();
        line(value, out);
        return out.toString();
    }

    private static void line(Object value, StringBuilder out) {
        switch (value) {
            case Map<?, ?> m -> {
                String sep = "{";
                for (Map.Entry<?, ?> e : m.entrySet()) {
                    out.append(sep);
                    quote(String.valueOf(e.getKey()), out);
                    line(e.getValue(), out.append(':'));
                    sep = ",";
                }
                out.append(m.isEmpty() ? "{}" : "}");
            }
            case List<?> l -> {
                String sep = "[";
                for (Object item : l) {
                    line(item, out.append(sep));
                    sep = ",";
                }
                out.append(l.isEmpty() ? "[]" : "]");
            }
            default -> write(value, "", out);
        }
    }

    private static void write(Object value, String indent, StringBuilder out) {
        switch (value) {
            case Map<?, ?> m -> {
                String sep = "{\n";
                for (Map.Entry<?, ?> e : m.entrySet()) {
                    out.append(sep).append(indent).append("  ");
                    quote(String.valueOf(e.getKey()), out);
                    out.append(": ");
                    write(e.getValue(), indent + "  ", out);
                    sep = ",\n";
                }
                out.append(m.isEmpty() ? "{}" : "\n" + indent + "}");
            }
            case List<?> l -> {
                String sep = "[\n";
                for (Object item : l) {
                    out.append(sep).append(indent).append("  ");
                    write(item, indent + "  ", out);
                    sep = ",\n";
                }
                out.append(l.isEmpty() ? "[]" : "\n" + indent + "]");
            }
            case Number n -> out.append(n);
            case Boolean b -> out.append(b);
            default -> quote(value.toString(), out);
        }
    }

    /** A JSON string. Control characters of any kind are escaped, so that the document can be looked at in a terminal. */
    static void quote(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c >= 0x7f && c < 0xa0 || Character.getType(c) == Character.FORMAT || c == 0x2028) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
