package io.millwright.app.browse;

import io.millwright.engine.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A line of a log that is a JSON object, as one reads it.
 *
 * @param level in capitals; empty where it tells none
 * @param fields the rest, {@code name=value}
 */
public record LogFields(String level, String message, String fields) {
    private static final List<String> LEVELS = List.of("level", "severity", "lvl", "loglevel");
    private static final List<String> MESSAGES = List.of("msg", "message", "event");
    private static final List<String> TIMES = List.of("ts", "time", "timestamp", "@timestamp");

    /** Longer lines cost more to take apart than one could read of them. */
    private static final int LONGEST = 64 * 1024;

    /** Empty where the line is no JSON object, or tells no message. */
    public static Optional<LogFields> of(String line) {
        String text = line.strip();
        if (!text.startsWith("{") || !text.endsWith("}") || text.length() > LONGEST) {
            return Optional.empty();
        }
        Map<String, Object> all;
        try {
            all = Json.readMap(text);
        } catch (RuntimeException notJson) {
            // Braces alone are no JSON: the line is shown as it is.
            return Optional.empty();
        }
        Optional<String> message = first(all, MESSAGES);
        if (message.isEmpty()) {
            return Optional.empty();
        }
        List<String> rest = new ArrayList<>(all.keySet());
        rest.removeIf(k -> LEVELS.contains(k.toLowerCase(Locale.ROOT))
                || MESSAGES.contains(k.toLowerCase(Locale.ROOT))
                || TIMES.contains(k.toLowerCase(Locale.ROOT)));
        return Optional.of(new LogFields(
                first(all, LEVELS).orElse("").toUpperCase(Locale.ROOT),
                message.get(),
                rest.stream().map(k -> k + "=" + all.get(k)).collect(Collectors.joining(" "))));
    }

    private static Optional<String> first(Map<String, Object> all, List<String> names) {
        return all.entrySet().stream()
                .filter(e -> names.contains(e.getKey().toLowerCase(Locale.ROOT)) && e.getValue() != null)
                .map(e -> String.valueOf(e.getValue()))
                .findFirst();
    }

    /** Whether the level says that something is wrong. */
    public boolean bad() {
        return level.startsWith("WARN")
                || level.startsWith("ERR")
                || level.startsWith("FATAL")
                || level.startsWith("CRIT")
                || level.startsWith("PANIC");
    }
}
