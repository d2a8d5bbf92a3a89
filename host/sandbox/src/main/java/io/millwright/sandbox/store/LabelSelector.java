package io.millwright.sandbox.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A label selector of a query, with all of upstream's operators; that of an object is {@link io.millwright.spi.LabelSelector}. */
public record LabelSelector(List<Requirement> requirements) {
    public LabelSelector {
        requirements = List.copyOf(requirements);
    }

    public static final LabelSelector ALL = new LabelSelector(List.of());

    private static final Pattern SET = Pattern.compile("\\s*([^\\s!=<>,()]+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
    private static final Pattern EQUALITY =
            Pattern.compile("\\s*([^\\s!=<>,()]+)\\s*(==|=|!=|>|<)\\s*([^\\s,()]*)\\s*");
    private static final Pattern PRESENCE = Pattern.compile("\\s*(!?)\\s*([^\\s!=<>,()]+)\\s*");

    /** What a requirement asks of its label. */
    public enum Operator {
        IN,
        NOT_IN,
        EXISTS,
        MISSING,
        GREATER,
        LESS
    }

    /** One requirement; {@code values} is empty for presence. */
    public record Requirement(String key, Operator operator, List<String> values) {
        boolean matches(Map<?, ?> labels) {
            Object value = labels.get(key);
            return switch (operator) {
                case IN -> value != null && values.contains(value.toString());
                case NOT_IN -> value == null || !values.contains(value.toString());
                case EXISTS -> value != null;
                case MISSING -> value == null;
                case GREATER -> value != null && number(value) > number(values.getFirst());
                case LESS -> value != null && number(value) < number(values.getFirst());
            };
        }

        private static long number(Object text) {
            return text.toString().matches("-?\\d{1,18}") ? Long.parseLong(text.toString()) : Long.MIN_VALUE;
        }
    }

    /** Whether these labels satisfy all requirements. */
    public boolean matches(Map<?, ?> labels) {
        for (Requirement requirement : requirements) {
            if (!requirement.matches(labels)) {
                return false;
            }
        }
        return true;
    }

    public static LabelSelector of(Map<String, String> equal) {
        List<Requirement> all = new ArrayList<>();
        equal.forEach((k, v) -> all.add(new Requirement(k, Operator.IN, List.of(v))));
        return new LabelSelector(all);
    }

    /**
     * From the query parameter's form: {@code a=b,c!=d,e in (f,g),h notin (i),j,!k,l>3}.
     *
     * @throws ApiError 400 when it can't be read
     */
    public static LabelSelector parse(String text) {
        List<Requirement> all = new ArrayList<>();
        for (String part : split(text)) {
            all.add(requirement(part));
        }
        return new LabelSelector(all);
    }

    private static Requirement requirement(String part) {
        Matcher set = SET.matcher(part);
        if (set.matches()) {
            List<String> values =
                    new ArrayList<>(new TreeSet<>(List.of(set.group(3).trim().split("\\s*,\\s*"))));
            return new Requirement(set.group(1), set.group(2).equals("in") ? Operator.IN : Operator.NOT_IN, values);
        }
        Matcher equality = EQUALITY.matcher(part);
        if (equality.matches()) {
            Operator operator = switch (equality.group(2)) {
                case "!=" -> Operator.NOT_IN;
                case ">" -> Operator.GREATER;
                case "<" -> Operator.LESS;
                default -> Operator.IN;
            };
            return new Requirement(equality.group(1), operator, List.of(equality.group(3)));
        }
        Matcher presence = PRESENCE.matcher(part);
        if (presence.matches()) {
            return new Requirement(
                    presence.group(2), presence.group(1).isEmpty() ? Operator.EXISTS : Operator.MISSING, List.of());
        }
        throw ApiError.badRequest("unable to parse requirement: found '" + part.trim() + "', expected: identifier");
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        parts.removeIf(String::isBlank);
        return parts;
    }
}
