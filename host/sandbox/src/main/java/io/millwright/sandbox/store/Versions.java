package io.millwright.sandbox.store;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The order of API versions: stable before beta before alpha, newer first; others last by name. */
public final class Versions {
    private static final Pattern FORM = Pattern.compile("v(\\d{1,9})(?:(alpha|beta)(\\d{1,9}))?");

    public static final Comparator<String> NEWEST_FIRST = Comparator.comparing(
                    Versions::rank,
                    Comparator.comparing((int[] r) -> r[0])
                            .thenComparing(r -> -r[1])
                            .thenComparing(r -> -r[2]))
            .thenComparing(Comparator.naturalOrder());

    private Versions() {}

    private static int[] rank(String version) {
        Matcher m = FORM.matcher(version);
        if (!m.matches()) {
            return new int[] {3, 0, 0};
        }
        int major = Integer.parseInt(m.group(1));
        if (m.group(2) == null) {
            return new int[] {0, major, 0};
        }
        return new int[] {m.group(2).equals("beta") ? 1 : 2, major, Integer.parseInt(m.group(3))};
    }
}
