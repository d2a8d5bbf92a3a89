package io.millwright.sandbox.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The part of Kubernetes' JSONPath that printer columns and scale paths use: fields, indices, {@code [*]} and equality filters. */
public final class JsonPath {
    private static final Pattern TOKEN = Pattern.compile(
            "\\.?\\[\\?\\(\\s*@\\.([^=!<>\\s]+)\\s*(==|!=)\\s*[\"']?([^\"')]*)[\"']?\\s*\\)\\]"
                    + "|\\.?\\[['\"]((?:\\\\.|[^'\"\\\\])*)['\"]\\]|\\.?\\[(-?\\d+|\\*)\\]|\\.\\.?((?:\\\\.|[^.\\[\\\\])+)");
    private final List<Step> steps = new ArrayList<>();

    private sealed interface Step {
        record Field(String name) implements Step {}

        record Index(int at) implements Step {}

        record All() implements Step {}

        record Where(List<Step> path, boolean equal, String value) implements Step {}
    }

    /** A path as in {@code additionalPrinterColumns}; what can't be read selects nothing. */
    public JsonPath(String path) {
        String text = path.startsWith("{") && path.endsWith("}") ? path.substring(1, path.length() - 1) : path;
        steps.addAll(parse(text.startsWith(".") || text.startsWith("[") ? text : "." + text));
    }

    private static List<Step> parse(String text) {
        List<Step> steps = new ArrayList<>();
        Matcher m = TOKEN.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!m.find(at) || m.start() != at) {
                return List.of(new Step.Field("\0"));
            }
            at = m.end();
            if (m.group(1) != null) {
                steps.add(new Step.Where(
                        parse("." + m.group(1)), "==".equals(m.group(2)), Objects.toString(m.group(3), "")));
            } else if (m.group(4) != null) {
                steps.add(new Step.Field(unescaped(Objects.toString(m.group(4), ""))));
            } else if (m.group(5) != null) {
                String index = Objects.toString(m.group(5), "");
                steps.add(index.equals("*") ? new Step.All() : new Step.Index(Integer.parseInt(index)));
            } else {
                String name = unescaped(Objects.toString(m.group(6), ""));
                steps.add(name.equals("*") ? new Step.All() : new Step.Field(name));
            }
        }
        return steps;
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }

    /** All values that the path selects. */
    public List<Object> select(Object root) {
        return select(steps, root);
    }

    private static List<Object> select(List<Step> steps, Object root) {
        Stream<Object> here = Stream.of(root);
        for (Step step : steps) {
            here = here.flatMap(v -> next(step, v));
        }
        return here.toList();
    }

    @SuppressWarnings("unchecked")
    private static Stream<Object> next(Step step, Object value) {
        return switch (step) {
            case Step.Field f ->
                value instanceof Map<?, ?> m && m.get(f.name()) != null
                        ? Stream.of(Objects.requireNonNull(m.get(f.name())))
                        : Stream.of();
            case Step.All _ ->
                switch (value) {
                    case List<?> l -> (Stream<Object>) l.stream();
                    case Map<?, ?> m -> (Stream<Object>) m.values().stream();
                    default -> Stream.of();
                };
            case Step.Index i -> {
                if (!(value instanceof List<?> l)) {
                    yield Stream.of();
                }
                int at = i.at() < 0 ? l.size() + i.at() : i.at();
                yield at >= 0 && at < l.size() ? Stream.of(Objects.requireNonNull(l.get(at))) : Stream.of();
            }
            case Step.Where w ->
                value instanceof List<?> l
                        ? ((Stream<Object>) l.stream())
                                .filter(e -> select(w.path(), e).stream()
                                                .anyMatch(x -> x.toString().equals(w.value()))
                                        == w.equal())
                        : Stream.of();
        };
    }
}
