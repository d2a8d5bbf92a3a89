package io.millwright.app.cli;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes what {@link JsonText} writes as YAML: block style, texts quoted wherever a reader could take them for something else. */
public final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./ -]*[A-Za-z0-9_./-]|[A-Za-z]");
    private static final Pattern RESERVED = Pattern.compile("(?i)true|false|yes|no|on|off|null|y|n");

    private YamlText() {}

    public static String write(Map<String, Object> document) {
        StringBuilder out = new StringBuilder();
        map(document, "", "", out);
        return out.toString();
    }

    /** An element of a list that begins at the left. */
    static String element(Object value) {
        StringBuilder out = new StringBuilder();
        item(value, "", out);
        return out.toString();
    }

    private static void map(Map<?, ?> map, String first, String indent, StringBuilder out) {
        String lead = first;
        for (Map.Entry<?, ?> e : map.entrySet()) {
            out.append(lead).append(scalar(String.valueOf(e.getKey()))).append(':');
            value(e.getValue(), indent, out);
            lead = indent;
        }
    }

    private static void value(Object value, String indent, StringBuilder out) {
        switch (value) {
            case Map<?, ?> m when m.isEmpty() -> out.append(" {}\n");
            case Map<?, ?> m -> {
                out.append('\n');
                map(m, indent + "  ", indent + "  ", out);
            }
            case List<?> l when l.isEmpty() -> out.append(" []\n");
            case List<?> l -> {
                out.append('\n');
                l.forEach(item -> item(item, indent, out));
            }
            default -> out.append(' ').append(scalar(value)).append('\n');
        }
    }

    private static void item(Object item, String indent, StringBuilder out) {
        switch (item) {
            case Map<?, ?> m when !m.isEmpty() -> map(m, indent + "- ", indent + "  ", out);
            case List<?> l
            when !l.isEmpty() -> {
                out.append(indent).append("-\n");
                l.forEach(inner -> item(inner, indent + "  ", out));
            }
            default -> {
                out.append(indent).append('-');
                value(item, indent, out);
            }
        }
    }

    private static String scalar(Object value) {
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        String text = value.toString();
        if (PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder();
        JsonText.quote(text, quoted);
        return quoted.toString();
    }
}
