package io.millwright.app.plugins;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of the plugin contract. A plugin fits when it was written for the same major version and no newer minor one: within a major
 * version the contract only grows.
 */
record Contract(int major, int minor) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:[.\\-+].*)?");

    /** Reads {@code 0.1}, {@code 0.1.3} or {@code 0.1.0-SNAPSHOT}; empty for anything else. */
    static Optional<Contract> read(String text) {
        Matcher m = FORM.matcher(text.strip());
        return m.matches()
                ? Optional.of(new Contract(Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))))
                : Optional.empty();
    }

    boolean accepts(Contract plugin) {
        return plugin.major == major && plugin.minor <= minor;
    }

    boolean isOlderThan(Contract other) {
        return major != other.major ? major < other.major : minor < other.minor;
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
