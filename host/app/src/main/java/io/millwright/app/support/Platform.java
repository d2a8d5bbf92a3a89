package io.millwright.app.support;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the program runs on. */
public final class Platform {
    /** Of the environment, what decides how a terminal is painted; values of others may be secret. */
    private static final List<String> VARIABLES = List.of(
            "TERM",
            "TERM_PROGRAM",
            "TERM_PROGRAM_VERSION",
            "COLORTERM",
            "COLORFGBG",
            "NO_COLOR",
            "LANG",
            "LC_ALL",
            "LC_CTYPE",
            "ACCESSIBLE");

    /** Of these, whether they are set says enough. */
    private static final List<String> PRESENT = List.of("TMUX", "STY", "SSH_TTY", "KUBECONFIG", "HTTPS_PROXY", "CI");

    private Platform() {}

    /** Names and values, in an order that people read. */
    public static Map<String, String> of(Map<String, String> environment) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("java", Runtime.version() + " of " + System.getProperty("java.vendor", "an unknown vendor"));
        all.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        all.put(
                "machine",
                System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " cores");
        all.put("memory", (Runtime.getRuntime().maxMemory() >> 20) + " MiB at most");
        all.put(
                "locale",
                Locale.getDefault() + ", " + System.getProperty("native.encoding", "unknown") + ", files "
                        + System.getProperty("sun.jnu.encoding", "unknown"));
        VARIABLES.stream().filter(environment::containsKey).forEach(v -> all.put(v, environment.getOrDefault(v, "")));
        PRESENT.forEach(v -> all.put(v, environment.containsKey(v) ? "is set" : "isn't set"));
        return all;
    }

    /** The same of this process, a line for each. */
    static List<String> lines() {
        return of(System.getenv()).entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue())
                .toList();
    }
}
