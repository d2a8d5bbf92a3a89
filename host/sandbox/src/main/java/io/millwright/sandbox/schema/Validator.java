package io.millwright.sandbox.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Validates a value against a structural schema, in upstream's words. CEL rules ({@code x-kubernetes-validations}) are not evaluated. */
public final class Validator {
    private final List<FieldError> errors = new ArrayList<>();

    private Validator() {}

    /** All violations of a whole object. Its metadata is not looked at. */
    public static List<FieldError> validate(Schema schema, Map<String, Object> object) {
        Validator validator = new Validator();
        Map<String, Object> body = new java.util.LinkedHashMap<>(object);
        body.remove("metadata");
        validator.value(schema, body, "", Set.of("metadata", "apiVersion", "kind"));
        return validator.errors;
    }

    /** Violations of one value. */
    public static List<FieldError> validate(Schema schema, Object value, String path) {
        Validator validator = new Validator();
        validator.value(schema, value, path, Set.of());
        return validator.errors;
    }

    private void value(Schema schema, Object value, String path, Set<String> given) {
        if (!typeFits(schema, value, path)) {
            return;
        }
        oneOfThese(schema, value, path);
        switch (value) {
            case Map<?, ?> map -> map(schema, map, path, given);
            case List<?> list -> list(schema, list, path);
            case String text -> text(schema, text, path);
            case Number number -> number(schema, number, path);
            default -> {}
        }
        combinations(schema, value, path);
    }

    private boolean typeFits(Schema schema, Object value, String path) {
        String type = schema.type();
        if (schema.intOrString()) {
            if (value instanceof String || value instanceof Number) {
                return true;
            }
            type = "integer or string";
        } else if (type.isEmpty() || fits(type, value)) {
            return true;
        }
        errors.add(FieldError.wrongType(
                shown(path),
                typeName(value),
                shown(path) + " in body must be of type " + type + ": \"" + typeName(value) + "\""));
        return false;
    }

    private static boolean fits(String type, Object value) {
        return switch (type) {
            case "object" -> value instanceof Map;
            case "array" -> value instanceof List;
            case "string" -> value instanceof String;
            case "boolean" -> value instanceof Boolean;
            case "integer" -> whole(value);
            case "number" -> value instanceof Number;
            default -> true;
        };
    }

    private static boolean whole(Object value) {
        return value instanceof Number n
                && (!(n instanceof Double || n instanceof BigDecimal) || n.doubleValue() == Math.rint(n.doubleValue()));
    }

    static String typeName(Object value) {
        return switch (value) {
            case Map<?, ?> _ -> "object";
            case List<?> _ -> "array";
            case String _ -> "string";
            case Boolean _ -> "boolean";
            case Number n -> whole(n) ? "integer" : "number";
            default -> value.getClass().getSimpleName();
        };
    }

    private void oneOfThese(Schema schema, Object value, String path) {
        if (schema.value("enum").orElse("") instanceof List<?> allowed
                && allowed.stream().noneMatch(a -> same(a, value))) {
            errors.add(FieldError.notSupported(shown(path), value, allowed));
        }
    }

    private static boolean same(Object a, Object b) {
        return a instanceof Number x && b instanceof Number y ? compare(x, y) == 0 : a.equals(b);
    }

    private static int compare(Number a, Number b) {
        return new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString()));
    }

    private void map(Schema schema, Map<?, ?> map, String path, Set<String> given) {
        for (String name : schema.texts("required")) {
            if (!map.containsKey(name) && !given.contains(name)) {
                errors.add(FieldError.required(join(path, name), ""));
            }
        }
        limit(schema, "minProperties")
                .filter(min -> map.size() < min)
                .ifPresent(min -> errors.add(FieldError.invalid(
                        shown(path),
                        map.size(),
                        shown(path) + " in body should have at least " + min + " properties")));
        limit(schema, "maxProperties")
                .filter(max -> map.size() > max)
                .ifPresent(max -> errors.add(FieldError.tooMany(shown(path), map.size(), max)));
        map.forEach((k, v) -> {
            if (v != null) {
                schema.field(k.toString()).ifPresent(s -> value(s, v, join(path, k.toString()), Set.of()));
            }
        });
    }

    private void list(Schema schema, List<?> list, String path) {
        limit(schema, "minItems")
                .filter(min -> list.size() < min)
                .ifPresent(min -> errors.add(FieldError.invalid(
                        shown(path), list.size(), shown(path) + " in body should have at least " + min + " items")));
        limit(schema, "maxItems")
                .filter(max -> list.size() > max)
                .ifPresent(max -> errors.add(FieldError.tooMany(shown(path), list.size(), max)));
        for (int i = 0; i < list.size(); i++) {
            String here = path + "[" + i + "]";
            Object entry = list.get(i);
            schema.items().ifPresent(s -> value(s, entry, here, Set.of()));
        }
        duplicates(schema, list, path);
    }

    private void duplicates(Schema schema, List<?> list, String path) {
        if (schema.listType().equals("atomic")) {
            return;
        }
        Set<Object> seen = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            Object entry = list.get(i);
            Object key = schema.listType().equals("map") && entry instanceof Map<?, ?> m
                    ? schema.listKeys().stream()
                            .map(k -> Optional.<Object>ofNullable(m.get(k)))
                            .toList()
                    : entry;
            if (!seen.add(key)) {
                errors.add(FieldError.duplicate(path + "[" + i + "]", entry));
            }
        }
    }

    private void text(Schema schema, String text, String path) {
        limit(schema, "minLength")
                .filter(min -> text.codePointCount(0, text.length()) < min)
                .ifPresent(min -> errors.add(FieldError.invalid(
                        shown(path), text, shown(path) + " in body should be at least " + min + " chars long")));
        limit(schema, "maxLength")
                .filter(max -> text.codePointCount(0, text.length()) > max)
                .ifPresent(max -> errors.add(FieldError.tooLong(shown(path), max)));
        String pattern = schema.text("pattern");
        if (!pattern.isEmpty() && !matches(pattern, text)) {
            errors.add(FieldError.invalid(shown(path), text, shown(path) + " in body should match '" + pattern + "'"));
        }
        if (!schema.intOrString() && !Formats.fits(schema.text("format"), text)) {
            errors.add(FieldError.invalid(
                    shown(path),
                    text,
                    shown(path) + " in body must be of type " + schema.text("format") + ": \"" + text + "\""));
        }
    }

    /** Go's syntax differs in corners: a pattern that Java can't read forbids nothing here. */
    private static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            return true;
        }
    }

    private void number(Schema schema, Number number, String path) {
        if (schema.value("minimum").orElse("") instanceof Number min) {
            boolean exclusive = schema.flag("exclusiveMinimum");
            if (compare(number, min) < 0 || exclusive && compare(number, min) == 0) {
                errors.add(FieldError.invalid(
                        shown(path),
                        number,
                        shown(path) + " in body should be greater than " + (exclusive ? "" : "or equal to ") + min));
            }
        }
        if (schema.value("maximum").orElse("") instanceof Number max) {
            boolean exclusive = schema.flag("exclusiveMaximum");
            if (compare(number, max) > 0 || exclusive && compare(number, max) == 0) {
                errors.add(FieldError.invalid(
                        shown(path),
                        number,
                        shown(path) + " in body should be less than " + (exclusive ? "" : "or equal to ") + max));
            }
        }
        if (schema.value("multipleOf").orElse("") instanceof Number of
                && new BigDecimal(number.toString())
                                .remainder(new BigDecimal(of.toString()))
                                .signum()
                        != 0) {
            errors.add(FieldError.invalid(shown(path), number, shown(path) + " in body should be a multiple of " + of));
        }
    }

    private void combinations(Schema schema, Object value, String path) {
        for (Schema part : schema.all("allOf")) {
            errors.addAll(validate(part, value, path));
        }
        List<Schema> any = schema.all("anyOf");
        if (!any.isEmpty() && !schema.intOrString() && any.stream().noneMatch(s -> holds(s, value, path))) {
            errors.add(FieldError.invalid(
                    shown(path), brief(value), shown(path) + " in body must validate at least one schema (anyOf)"));
        }
        List<Schema> one = schema.all("oneOf");
        if (!one.isEmpty() && !schema.intOrString()) {
            long holding = one.stream().filter(s -> holds(s, value, path)).count();
            if (holding != 1) {
                errors.add(FieldError.invalid(
                        shown(path),
                        brief(value),
                        shown(path) + " in body must validate one and only one schema (oneOf). Found "
                                + (holding == 0 ? "none valid" : holding + " valid alternatives")));
            }
        }
        schema.not()
                .filter(s -> holds(s, value, path))
                .ifPresent(s -> errors.add(FieldError.invalid(
                        shown(path), brief(value), shown(path) + " in body must not validate the schema (not)")));
    }

    private static boolean holds(Schema schema, Object value, String path) {
        return validate(schema, value, path).isEmpty();
    }

    private static Object brief(Object value) {
        return value instanceof Map || value instanceof List ? typeName(value) : value;
    }

    private static Optional<Long> limit(Schema schema, String key) {
        return schema.value(key).filter(Number.class::isInstance).map(n -> ((Number) n).longValue());
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String shown(String path) {
        return path.isEmpty() ? "<nil>" : path;
    }
}
