package io.millwright.engine.browse;

import io.millwright.engine.browse.FieldPath.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads one path, character by character. For one use. */
final class PathParser {
    private static final String SIGNS = "=!<>";

    private final String text;
    private final List<String> fields = new ArrayList<>();
    private boolean plain = true;
    private int at;

    PathParser(String written) {
        String stripped = written.strip();
        boolean braces = stripped.startsWith("{") && stripped.endsWith("}") && stripped.length() > 1;
        String inner = braces ? stripped.substring(1, stripped.length() - 1).strip() : stripped;
        String path = inner.startsWith("$") ? inner.substring(1) : inner;
        this.text = path.startsWith(".") || path.startsWith("[") || path.isEmpty() ? path : "." + path;
    }

    /** The names that it begins with, as far as nothing but names comes; known after the steps are. */
    List<String> fields() {
        return fields;
    }

    List<Step> steps() {
        if (text.isEmpty() || text.equals(".")) {
            throw wrong("it is empty");
        }
        List<Step> steps = new ArrayList<>();
        while (at < text.length()) {
            steps.add(step());
        }
        return steps;
    }

    private Step step() {
        char c = text.charAt(at);
        if (c == '[') {
            at++;
            return bracket();
        }
        if (c != '.') {
            throw wrong("'" + text.substring(at) + "' is no part of a path" + hint(c));
        }
        at++;
        if (at < text.length() && text.charAt(at) == '.') {
            at++;
            plain = false;
            String name = name();
            return (value, into) -> deep(name, value, into);
        }
        if (at < text.length() && text.charAt(at) == '[') {
            at++;
            return bracket();
        }
        String name = name();
        return name.equals("*") ? all() : field(name);
    }

    private static String hint(char c) {
        return c == '|' ? "; expressions of jq aren't understood" : "";
    }

    /** Up to the next dot or bracket; a backslash before a character takes it as it is. */
    private String name() {
        StringBuilder name = new StringBuilder();
        while (at < text.length() && ".[]|(){} \t\"'".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            name.append(text.charAt(at++));
        }
        if (name.isEmpty()) {
            throw wrong("a name is missing after '" + text.substring(0, at) + "'");
        }
        return name.toString();
    }

    private Step field(String name) {
        if (plain) {
            fields.add(name);
        }
        return (value, into) -> add(value instanceof Map<?, ?> map ? map.get(name) : null, into);
    }

    private Step all() {
        plain = false;
        return (value, into) -> inside(value).forEach(v -> add(v, into));
    }

    /** What is between brackets, of which the first is read already. */
    private Step bracket() {
        char c = at < text.length() ? text.charAt(at) : ']';
        if (c == '\'' || c == '"') {
            String name = quoted();
            expect(']');
            return field(name);
        }
        plain = false;
        if (c == '?') {
            at++;
            expect('(');
            return condition();
        }
        int end = text.indexOf(']', at);
        if (end < 0) {
            throw wrong("a ']' is missing");
        }
        String inner = text.substring(at, end).strip();
        at = end + 1;
        return inner.equals("*") ? all() : positions(inner);
    }

    private String quoted() {
        char quote = text.charAt(at++);
        StringBuilder name = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '\\' && at + 1 < text.length()) {
                at++;
            }
            name.append(text.charAt(at++));
        }
        expect(quote);
        return name.toString();
    }

    private Step positions(String inner) {
        String[] parts = inner.split(":", -1);
        if (parts.length == 1) {
            int wanted = number(inner);
            return (value, into) -> {
                if (value instanceof List<?> list) {
                    int index = wanted < 0 ? list.size() + wanted : wanted;
                    add(index >= 0 && index < list.size() ? list.get(index) : null, into);
                }
            };
        }
        if (parts.length > 2) {
            throw wrong("steps within a list, as in [" + inner + "], aren't understood");
        }
        int from = parts[0].isBlank() ? 0 : number(parts[0]);
        int to = parts[1].isBlank() ? Integer.MAX_VALUE : number(parts[1]);
        return (value, into) -> {
            if (value instanceof List<?> list) {
                int last = Math.min(list.size(), to < 0 ? list.size() + to : to);
                for (int i = Math.max(0, from < 0 ? list.size() + from : from); i < last; i++) {
                    add(list.get(i), into);
                }
            }
        };
    }

    private static int number(String written) {
        try {
            return Integer.parseInt(written.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "[" + written + "] is none of a number, *, a name in quotes and ?(…)", e);
        }
    }

    /** {@code ?(@.type=="Ready")}: those for which it holds; without a sign those that have such a value. */
    private Step condition() {
        int from = at;
        int depth = 1;
        char quote = 0;
        while (at < text.length() && depth > 0) {
            char c = text.charAt(at++);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            }
        }
        if (depth > 0) {
            throw wrong("a ')' is missing");
        }
        String inner = text.substring(from, at - 1).strip();
        expect(']');
        Predicate<Object> test = test(inner);
        return (value, into) -> inside(value).forEach(v -> {
            if (v != null && test.test(v)) {
                into.add(v);
            }
        });
    }

    private Predicate<Object> test(String inner) {
        if (!inner.startsWith("@")) {
            throw wrong("'" + inner + "' must begin with @, which stands for each element");
        }
        int sign = 1;
        while (sign < inner.length() && SIGNS.indexOf(inner.charAt(sign)) < 0) {
            sign++;
        }
        String path = inner.substring(1, sign).strip();
        Function<Object, List<Object>> left = path.isEmpty() ? List::of : FieldPath.parse(path)::values;
        if (sign == inner.length()) {
            return v -> !left.apply(v).isEmpty();
        }
        int end = sign;
        while (end < inner.length() && SIGNS.indexOf(inner.charAt(end)) >= 0) {
            end++;
        }
        String operator = inner.substring(sign, end);
        String wanted = unquoted(inner.substring(end).strip());
        if (!List.of("==", "!=", "<", "<=", ">", ">=").contains(operator)) {
            throw wrong("there is no comparison '" + operator + "'");
        }
        return v -> left.apply(v).stream().anyMatch(found -> holds(found, operator, wanted));
    }

    private static String unquoted(String word) {
        boolean quoted = word.length() > 1
                && (word.charAt(0) == '"' || word.charAt(0) == '\'')
                && word.charAt(word.length() - 1) == word.charAt(0);
        return quoted ? word.substring(1, word.length() - 1) : word;
    }

    private static boolean holds(Object found, String operator, String wanted) {
        int order;
        try {
            order = found instanceof Number n
                    ? Double.compare(n.doubleValue(), Double.parseDouble(wanted))
                    : found.toString().compareTo(wanted);
        } catch (NumberFormatException e) {
            return operator.equals("!=");
        }
        return switch (operator) {
            case "==" -> order == 0;
            case "!=" -> order != 0;
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static Collection<?> inside(Object value) {
        if (value instanceof List<?> list) {
            return list;
        }
        return value instanceof Map<?, ?> map ? map.values() : List.of();
    }

    private static void deep(String name, Object value, List<Object> into) {
        if (value instanceof Map<?, ?> map) {
            add(name.equals("*") ? null : map.get(name), into);
        }
        for (Object inner : inside(value)) {
            if (inner != null) {
                if (name.equals("*")) {
                    into.add(inner);
                }
                deep(name, inner, into);
            }
        }
    }

    private static void add(@Nullable Object value, List<Object> into) {
        if (value != null) {
            into.add(value);
        }
    }

    private void expect(char c) {
        if (at >= text.length() || text.charAt(at) != c) {
            throw wrong("a '" + c + "' is missing after '" + text.substring(0, Math.min(at, text.length())) + "'");
        }
        at++;
    }

    private static IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(why);
    }
}
