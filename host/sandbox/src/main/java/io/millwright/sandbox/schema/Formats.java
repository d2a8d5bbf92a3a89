package io.millwright.sandbox.schema;

import java.time.DateTimeException;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.regex.Pattern;

/** The string formats that the API server checks; others allow everything. */
final class Formats {
    private static final Pattern UUID =
            Pattern.compile("(?i)[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}");
    private static final Pattern DURATION = Pattern.compile(
            "0|[-+]?(\\d+(\\.\\d*)?\\s*(ns|us|µs|μs|ms|s|m|h|d|w|[a-z]+)\\s*)+", Pattern.CASE_INSENSITIVE);

    private Formats() {}

    static boolean fits(String format, String text) {
        return switch (format) {
            case "date-time" -> time(text);
            case "uuid" -> UUID.matcher(text).matches();
            case "byte" -> base64(text);
            case "duration" -> DURATION.matcher(text).matches();
            case "ipv4" -> text.matches("(\\d{1,3}\\.){3}\\d{1,3}");
            default -> true;
        };
    }

    private static boolean time(String text) {
        try {
            DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text.toUpperCase(java.util.Locale.ROOT));
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static boolean base64(String text) {
        try {
            Base64.getDecoder().decode(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
