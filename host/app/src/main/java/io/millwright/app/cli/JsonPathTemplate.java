package io.millwright.app.cli;

import io.millwright.engine.browse.FieldPath;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What kubectl calls {@code -o jsonpath='{range .items[*]}{.metadata.name}{"\\n"}{end}'}: texts, and in braces paths, texts in quotes, and ranges,
 * which may hold others. Of a list each object is written by itself, so that none has to be kept. Immutable.
 */
final class JsonPathTemplate {
    private static final String PREFIX = "jsonpath=";
    private static final Pattern PLACE = Pattern.compile("\\.items\\[\\s*(\\d{1,9})\\s*](.*)", Pattern.DOTALL);
    private static final Pattern EACH =
            Pattern.compile("\\.items(\\[\\s*\\*\\s*]|\\.\\*|\\[\\s*\\?).*", Pattern.DOTALL);
    /** What the paths here would take for something else. */
    private static final Pattern COMPARED = Pattern.compile("[=<>]\\s*@|&&|\\|\\|");

    private final List<Node> nodes;

    /** A part of a template. */
    private sealed interface Node {
        record Words(String text) implements Node {}

        /**
         * @param text as it was written
         * @param path from an object or a range's element; empty for it itself
         * @param listed from a list with one object
         * @param only the place of the one object of a list that it is about
         */
        record Path(String text, Optional<FieldPath> path, FieldPath listed, OptionalInt only) implements Node {}

        record Range(Path over, List<Node> body) implements Node {}
    }

    private JsonPathTemplate(List<Node> nodes) {
        this.nodes = List.copyOf(nodes);
    }

    /** Whether a format asks for one. */
    static boolean is(String format) {
        return format.startsWith(PREFIX);
    }

    /**
     * The one that was asked for; empty where another format was.
     *
     * @throws ProblemException when it can't be followed
     */
    static Optional<JsonPathTemplate> of(Given arguments) {
        return arguments.option("-o").filter(JsonPathTemplate::is).map(f -> parse(f.substring(PREFIX.length())));
    }

    static JsonPathTemplate parse(String text) {
        String template = text.startsWith(".") || text.startsWith("$") ? "{" + text + "}" : text;
        Parser parser = new Parser(template);
        return new JsonPathTemplate(parser.nodes(false));
    }

    /** The object by itself. */
    String of(Map<String, Object> object) {
        return nodes.stream().map(n -> written(n, object)).collect(Collectors.joining());
    }

    /** What each part of the template makes of one object of a list. */
    List<String> parts(Map<String, Object> object) {
        Map<String, Object> list = Map.of("items", List.of(object));
        return nodes.stream()
                .map(n -> switch (n) {
                    case Node.Words _ -> "";
                    case Node.Path path -> written(path.listed().values(list));
                    case Node.Range(Node.Path over, List<Node> body) ->
                        ranged(over.listed().values(list), body);
                })
                .toList();
    }

    /** A list's text, of what {@link #parts} made of its objects: several values of a path have blanks between them. */
    String joined(List<List<String>> objects) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < nodes.size(); i++) {
            all.append(
                    switch (nodes.get(i)) {
                        case Node.Words(String text) -> text;
                        case Node.Path path -> joined(path, objects, i, " ");
                        case Node.Range(Node.Path over, List<Node> _) -> joined(over, objects, i, "");
                    });
        }
        return all.toString();
    }

    private static String joined(Node.Path path, List<List<String>> objects, int part, String between) {
        return objects.stream()
                .skip(path.only().orElse(0))
                .limit(path.only().isPresent() ? 1 : Long.MAX_VALUE)
                .map(o -> o.get(part))
                .filter(t -> !t.isEmpty())
                .collect(Collectors.joining(between));
    }

    /** @throws ProblemException when it asks something of a list that can't be told from its objects one by one */
    void fitsLists() {
        for (Node node : nodes) {
            Optional<Node.Path> path = switch (node) {
                case Node.Words _ -> Optional.empty();
                case Node.Path p -> Optional.of(p);
                case Node.Range(Node.Path over, List<Node> _) -> Optional.of(over);
            };
            path.filter(p -> p.path().isEmpty()
                            || !p.listed().toString().startsWith("..")
                                    && !EACH.matcher(p.listed().toString()).matches())
                    .ifPresent(p -> {
                        throw wrong(
                                "{" + p.text() + "}",
                                "of several objects this path can't be followed",
                                "There are .items[*], .items[0], .items[?(…)] and ..; one object that is named has paths of its own.");
                    });
        }
    }

    private static String written(Node node, Object tree) {
        return switch (node) {
            case Node.Words(String text) -> text;
            case Node.Path path -> written(values(path, tree));
            case Node.Range(Node.Path over, List<Node> body) -> ranged(values(over, tree), body);
        };
    }

    private static List<Object> values(Node.Path path, Object tree) {
        return path.path().map(p -> p.values(tree)).orElse(List.of(tree));
    }

    private static String written(List<Object> values) {
        return values.stream().map(JsonPathTemplate::text).collect(Collectors.joining(" "));
    }

    private static String ranged(List<Object> values, List<Node> body) {
        return values.stream()
                .map(v -> body.stream().map(n -> written(n, v)).collect(Collectors.joining()))
                .collect(Collectors.joining());
    }

    private static String text(Object value) {
        return value instanceof Map<?, ?> || value instanceof List<?>
                ? JsonText.line(value)
                : harmless(value.toString());
    }

    /** It may end in a terminal, which no text of a cluster may drive; lines and tabs are left as they are. */
    private static String harmless(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (Character.isISOControl(c) && c != '\n' && c != '\t' || Character.getType(c) == Character.FORMAT) {
                out.setCharAt(i, '\uFFFD');
            }
        }
        return out.toString();
    }

    private static ProblemException wrong(String what, String why, String next) {
        return new ProblemException(Problem.user("read the template", "-o " + PREFIX + "… " + what, why, next));
    }

    /** Reads a template, for one use. */
    private static final class Parser {
        private final String text;
        private int at;

        Parser(String text) {
            this.text = text;
        }

        /** @param inside whether it is a range's, which ends with {@code {end}} */
        List<Node> nodes(boolean inside) {
            List<Node> nodes = new ArrayList<>();
            while (at < text.length()) {
                int open = text.indexOf('{', at);
                if (open != at) {
                    int end = open < 0 ? text.length() : open;
                    nodes.add(new Node.Words(text.substring(at, end)));
                    at = end;
                    continue;
                }
                String inner = braces();
                if (inner.equals("end")) {
                    if (inside) {
                        return nodes;
                    }
                    throw wrong("{end}", "no range is open there", "Write {range .items[*]}…{end}.");
                }
                if (inner.startsWith("range ")) {
                    Node.Path over = path(inner.substring("range ".length()).strip(), !inside);
                    nodes.add(new Node.Range(over, nodes(true)));
                } else if (!inner.isEmpty() && "\"'".indexOf(inner.charAt(0)) >= 0) {
                    nodes.add(new Node.Words(quoted(inner)));
                } else {
                    nodes.add(path(inner, !inside));
                }
            }
            if (inside) {
                throw wrong(text, "a range has no {end}", "Write {range .items[*]}…{end}.");
            }
            return nodes;
        }

        /** What is between the braces that begin there. */
        private String braces() {
            char quote = 0;
            int from = at + 1;
            for (int i = from; i < text.length(); i++) {
                char c = text.charAt(i);
                if (quote != 0) {
                    if (c == '\\') {
                        i++;
                    } else if (c == quote) {
                        quote = 0;
                    }
                } else if (c == '"' || c == '\'') {
                    quote = c;
                } else if (c == '}') {
                    at = i + 1;
                    return text.substring(from, i).strip();
                }
            }
            throw wrong(text.substring(at), "a '}' is missing", "Write each path as {.metadata.name}.");
        }

        private static String quoted(String inner) {
            if (inner.length() < 2 || inner.charAt(inner.length() - 1) != inner.charAt(0)) {
                throw wrong("{" + inner + "}", "it is neither a path nor a text in quotes", "Write {\"text\"}.");
            }
            StringBuilder words = new StringBuilder();
            for (int i = 1; i < inner.length() - 1; i++) {
                char c = inner.charAt(i);
                if (c == '\\' && i + 1 < inner.length() - 1) {
                    char escaped = inner.charAt(++i);
                    words.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped == 'r' ? '\r' : escaped);
                } else {
                    words.append(c);
                }
            }
            return words.toString();
        }

        private static Node.Path path(String written, boolean outermost) {
            if (written.startsWith("$") && !outermost) {
                throw wrong(
                        "{" + written + "}",
                        "within a range there is no way back to the beginning",
                        "Write paths from the range's own element: {.metadata.name}.");
            }
            if (COMPARED.matcher(written).find()) {
                throw wrong(
                        "{" + written + "}",
                        "conditions compare a field with a text or a number, one at a time",
                        "Write ?(@.type==\"Ready\").");
            }
            String from = written.startsWith("$") || written.startsWith("@") ? written.substring(1) : written;
            String path = from.startsWith(".") || from.startsWith("[") || from.isEmpty() ? from : "." + from;
            boolean whole = path.isEmpty() || path.equals(".");
            Matcher place = PLACE.matcher(path);
            boolean one = outermost && place.matches();
            try {
                FieldPath direct = FieldPath.parse(whole ? ".items" : path);
                return new Node.Path(
                        written,
                        whole ? Optional.empty() : Optional.of(direct),
                        one ? FieldPath.parse(".items[*]" + place.group(2)) : direct,
                        one ? OptionalInt.of(Integer.parseInt(place.group(1))) : OptionalInt.empty());
            } catch (IllegalArgumentException e) {
                throw wrong("{" + written + "}", String.valueOf(e.getMessage()), "Write {.metadata.name}.");
            }
        }
    }
}
