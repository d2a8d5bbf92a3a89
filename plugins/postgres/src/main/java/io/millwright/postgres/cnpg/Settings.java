package io.millwright.postgres.cnpg;

import io.millwright.kit.Yaml;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What is known of PostgreSQL's parameters: who sets them, and which are read only when the server starts. */
public final class Settings {
    /** {@code name=value, name=value}. */
    public static final String PAIRS = "[a-z_.]+=[^,]+(, ?[a-z_.]+=[^,]+)*";

    private static final Resource DATA = Yaml.resource(Settings.class, "settings.yaml");
    private static final Set<String> FIXED = Set.copyOf(DATA.texts("fixed"));
    private static final Set<String> AT_START = Set.copyOf(DATA.texts("atStart"));
    private static final List<String> STANDBY_FIRST = DATA.texts("standbyFirst");
    private static final Pattern NUMBER = Pattern.compile("(-?\\d+(?:\\.\\d+)?) ?(B|kB|MB|GB|TB|us|ms|s|min|h|d)?");
    /** Bytes and microseconds of the units that PostgreSQL takes. */
    private static final Map<String, Double> UNITS = Map.ofEntries(
            Map.entry("B", 1.0),
            Map.entry("kB", 0x1p10),
            Map.entry("MB", 0x1p20),
            Map.entry("GB", 0x1p30),
            Map.entry("TB", 0x1p40),
            Map.entry("us", 1.0),
            Map.entry("ms", 1e3),
            Map.entry("s", 1e6),
            Map.entry("min", 6e7),
            Map.entry("h", 3.6e9),
            Map.entry("d", 8.64e10));
    /** What one step of a parameter stands for in its own unit: nothing, kB, blocks of 8 kB, MB; microseconds, milliseconds, seconds, minutes. */
    private static final List<Double> BASES = List.of(1.0, 0x1p10, 0x1p13, 0x1p20, 0x1p24, 1e3, 1e6, 6e7);

    private Settings() {}

    /**
     * Reads {@code name=value, name=value} in its order.
     *
     * @throws ProblemException of kind USER when the operator sets one of them
     */
    public static Map<String, String> parse(String text) {
        Map<String, String> settings = pairs(text);
        settings.keySet().forEach(Settings::changeable);
        return settings;
    }

    /**
     * Reads {@code name=value, name=value} in its order, whoever takes them.
     *
     * @throws ProblemException of kind USER when it isn't that
     */
    public static Map<String, String> pairs(String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String pair : text.isBlank() ? new String[0] : text.split(",")) {
            String[] words = pair.strip().split("=", 2);
            if (words.length != 2 || words[1].isBlank()) {
                throw refused("'" + pair.strip() + "' is not name=value", "Write name=value, name=value.");
            }
            settings.put(words[0].strip(), words[1].strip());
        }
        return settings;
    }

    /** Refuses a parameter that the operator sets itself. */
    public static void changeable(String name) {
        if (FIXED.contains(name) || name.startsWith("ssl") || name.startsWith("recovery_")) {
            throw refused("parameter " + name + " is set by the operator", "Leave it out.");
        }
    }

    private static ProblemException refused(String why, String next) {
        return new ProblemException(Problem.user("read the parameters", "PostgreSQL's parameters", why, next));
    }

    /** What a change of a parameter takes. */
    public enum Takes {
        RELOAD,
        RESTART,
        /** An extension's own: only the server knows. */
        UNKNOWN
    }

    public static Takes takes(String name) {
        return AT_START.contains(name) ? Takes.RESTART : name.contains(".") ? Takes.UNKNOWN : Takes.RELOAD;
    }

    /** Whether the primary must get the lower value first, since a standby with less than its primary stops. */
    public static boolean lowers(String name, String from, String to) {
        return STANDBY_FIRST.contains(name)
                && amount(from).flatMap(f -> amount(to).map(t -> t < f)).orElse(false);
    }

    private static Optional<Double> amount(String value) {
        Matcher m = NUMBER.matcher(value.strip());
        if (!m.matches()) {
            return Optional.empty();
        }
        double unit = m.group(2) == null ? 1 : UNITS.getOrDefault(m.group(2), 1.0);
        return Optional.of(Double.parseDouble(m.group(1)) * unit);
    }

    /**
     * Whether a parameter that the server reports as that number in its own unit can be the value that was asked for. Empty for values that are
     * no amounts and no switches, which the server doesn't report.
     */
    public static Optional<Boolean> same(String asked, double reported) {
        String word = asked.strip();
        if (Stream.of("on", "true", "yes").anyMatch(word::equalsIgnoreCase)) {
            return Optional.of(reported == 1);
        }
        if (Stream.of("off", "false", "no").anyMatch(word::equalsIgnoreCase)) {
            return Optional.of(reported == 0);
        }
        Matcher m = NUMBER.matcher(word);
        if (!m.matches()) {
            return Optional.empty();
        }
        if (m.group(2) == null) {
            return Optional.of(Double.parseDouble(m.group(1)) == reported);
        }
        double amount = amount(word).orElseThrow();
        return Optional.of(BASES.stream().anyMatch(b -> Math.abs(b * reported - amount) < b));
    }

    /** The ones that are read only at the start, of those names. */
    public static List<String> atStart(Iterable<String> names) {
        List<String> found = new ArrayList<>();
        names.forEach(n -> {
            if (takes(n) == Takes.RESTART) {
                found.add(n);
            }
        });
        return found;
    }
}
