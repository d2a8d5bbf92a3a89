package io.millwright.sandbox.controller;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Building blocks of object trees: ordered maps, timestamps as the API writes them, stable hashes. */
public final class Fields {
    private static final String SAFE = "bcdfghjklmnpqrstvwxz2456789";

    private Fields() {}

    /** An ordered map of alternating keys and values; an empty {@link Optional} leaves its key out. */
    public static Map<String, Object> of(Object... keysAndValues) {
        Map<String, Object> result = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            Object value = keysAndValues[i + 1];
            if (value instanceof Optional<?> o) {
                if (o.isPresent()) {
                    result.put(keysAndValues[i].toString(), o.get());
                }
            } else {
                result.put(keysAndValues[i].toString(), value);
            }
        }
        return result;
    }

    /** The count, or nothing when it is zero: upstream leaves most zeros out. */
    static Optional<Long> count(long number) {
        return number == 0 ? Optional.empty() : Optional.of(number);
    }

    /** {@code 2026-11-24T10:00:00Z}. */
    public static String time(Instant instant) {
        return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
    }

    /** {@code 2026-11-24T10:00:00.000000Z}, the form of leases and new events. */
    public static String microTime(Instant instant) {
        String text = DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.MICROS));
        int dot = text.indexOf('.');
        String whole = dot < 0 ? text.substring(0, text.length() - 1) : text.substring(0, dot);
        String fraction = dot < 0 ? "" : text.substring(dot + 1, text.length() - 1);
        return whole + "." + (fraction + "000000").substring(0, 6) + "Z";
    }

    /** The time that text names. */
    public static Instant parse(String time) {
        return Instant.parse(time);
    }

    /** A short hash of the tree, independent of the order of its keys, in the alphabet of generated names. */
    public static String hash(Object tree) {
        long value = Integer.toUnsignedLong(canonical(tree).hashCode()) * 0x9E3779B97F4A7C15L;
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            text.append(SAFE.charAt((int) Long.remainderUnsigned(value, SAFE.length())));
            value = Long.divideUnsigned(value, SAFE.length());
        }
        return text.toString();
    }

    private static String canonical(Object tree) {
        return switch (tree) {
            case Map<?, ?> map -> {
                Map<String, String> sorted = new TreeMap<>();
                map.forEach((k, v) -> sorted.put(String.valueOf(k), canonical(v)));
                yield sorted.toString();
            }
            case List<?> list -> list.stream().map(Fields::canonical).toList().toString();
            default -> tree.toString();
        };
    }
}
