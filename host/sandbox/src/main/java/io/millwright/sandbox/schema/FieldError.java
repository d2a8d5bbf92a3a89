package io.millwright.sandbox.schema;

/**
 * One field that breaks a rule, in upstream's words.
 *
 * @param reason {@code FieldValueInvalid}, {@code FieldValueRequired}, ... as in a Status's causes
 * @param field path, {@code spec.instances} or {@code spec.list[0].name}
 * @param message what follows the path: {@code Invalid value: 0: should be greater than or equal to 1}
 */
public record FieldError(String reason, String field, String message) {
    public static FieldError required(String field, String detail) {
        return new FieldError("FieldValueRequired", field, "Required value" + (detail.isEmpty() ? "" : ": " + detail));
    }

    public static FieldError invalid(String field, Object value, String detail) {
        return new FieldError("FieldValueInvalid", field, "Invalid value: " + shown(value) + ": " + detail);
    }

    public static FieldError wrongType(String field, Object value, String detail) {
        return new FieldError("FieldValueTypeInvalid", field, "Invalid value: " + shown(value) + ": " + detail);
    }

    public static FieldError notSupported(String field, Object value, java.util.List<?> supported) {
        String list = supported.stream().map(FieldError::shown).collect(java.util.stream.Collectors.joining(", "));
        return new FieldError(
                "FieldValueNotSupported", field, "Unsupported value: " + shown(value) + ": supported values: " + list);
    }

    public static FieldError tooLong(String field, long limit) {
        return new FieldError("FieldValueTooLong", field, "Too long: may not be more than " + limit + " bytes");
    }

    public static FieldError tooMany(String field, long count, long limit) {
        return new FieldError(
                "FieldValueTooMany", field, "Too many: " + count + ": must have at most " + limit + " items");
    }

    public static FieldError duplicate(String field, Object value) {
        return new FieldError("FieldValueDuplicate", field, "Duplicate value: " + shown(value));
    }

    public static FieldError forbidden(String field, String detail) {
        return new FieldError("FieldValueForbidden", field, "Forbidden: " + detail);
    }

    /** {@code spec.instances: Invalid value: ...}. */
    public String full() {
        return field + ": " + message;
    }

    private static String shown(Object value) {
        return value instanceof String s ? "\"" + s + "\"" : String.valueOf(value);
    }
}
