package io.millwright.app.settings;

import com.fasterxml.jackson.databind.JsonNode;
import io.millwright.app.browse.Ages;
import io.millwright.app.browse.LogLimits;
import io.millwright.app.browse.Thresholds;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Reads what is set about what is shown. */
final class DisplayReader {
    static final Set<String> LOGS = Set.of("tail", "lines", "since");
    static final int LEAST_LINES = 100;

    /** Each is kept in memory, and copied when others come. */
    static final int MOST_LINES = 50_000;

    static final Set<String> THRESHOLDS = Set.of("cpu", "memory");
    static final Set<String> LEVEL = Set.of("warning", "critical");
    static final int HIGHEST = 100;

    private final SettingsReader file;

    DisplayReader(SettingsReader file) {
        this.file = file;
    }

    Display read(JsonNode root) {
        return new Display(
                file.flag(root, "", "breadcrumbs", true),
                logs(root),
                thresholds(root),
                file.flag(root, "", "cacheLists", true));
    }

    private LogLimits logs(JsonNode root) {
        LogLimits usual = LogLimits.USUAL;
        JsonNode all = file.map(root, "", "logs");
        file.unknown(all, "/logs", LOGS, "setting of logs");
        int tail = number(all, "/logs", "tail", 1, MOST_LINES, 0);
        int lines = number(all, "/logs", "lines", LEAST_LINES, MOST_LINES, Math.max(usual.lines(), tail));
        Optional<Duration> since = since(all);
        if (tail > lines) {
            file.warn("/logs", "the 'tail' of 'logs', " + tail + ", is more than the 'lines' that are kept, " + lines);
            return new LogLimits(OptionalInt.empty(), usual.lines(), since);
        }
        return new LogLimits(tail == 0 ? OptionalInt.empty() : OptionalInt.of(tail), lines, since);
    }

    private Optional<Duration> since(JsonNode logs) {
        JsonNode since = logs.path("since");
        if (since.isMissingNode()) {
            return Optional.empty();
        }
        Optional<Duration> span = Ages.parse(since.asText()).filter(Duration::isPositive);
        if (span.isEmpty()) {
            file.warn("/logs/since", "'since' is a span of time, such as 15m or 2h");
        }
        return span;
    }

    private Thresholds thresholds(JsonNode root) {
        JsonNode all = file.map(root, "", "thresholds");
        file.unknown(all, "/thresholds", THRESHOLDS, "threshold");
        return new Thresholds(level(all, "cpu"), level(all, "memory"));
    }

    private Thresholds.Level level(JsonNode all, String key) {
        JsonNode level = file.map(all, "/thresholds", key);
        String at = Places.at("/thresholds", key);
        file.unknown(level, at, LEVEL, "threshold of '" + key + "'");
        Thresholds.Level usual = Thresholds.Level.USUAL;
        // One that is set alone moves the other where that would be on its wrong side.
        int warning = number(level, at, "warning", 1, HIGHEST, Math.min(usual.warning(), percent(level, "critical")));
        int critical = number(level, at, "critical", 1, HIGHEST, Math.max(usual.critical(), warning));
        if (warning > critical) {
            file.warn(at, "the 'warning' of '" + key + "', " + warning + ", is above its 'critical', " + critical);
            return usual;
        }
        return new Thresholds.Level(warning, critical);
    }

    private static int percent(JsonNode level, String key) {
        int percent = level.path(key).asInt(HIGHEST);
        return percent >= 1 && percent <= HIGHEST ? percent : HIGHEST;
    }

    private int number(JsonNode node, String under, String key, int least, int most, int otherwise) {
        JsonNode value = node.path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || value.asLong() < least || value.asLong() > most) {
            file.warn(Places.at(under, key), "'" + key + "' is a whole number from " + least + " to " + most);
            return otherwise;
        }
        return value.asInt();
    }
}
