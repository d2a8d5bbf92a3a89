package io.millwright.ingress.facts;

import java.util.Locale;

/** Compares host names. */
public final class Hosts {
    private Hosts() {}

    /** Whether a name or wildcard of a certificate is good for that host; {@code *} stands for one label, and a wildcard for itself. */
    public static boolean covers(String pattern, String host) {
        String p = pattern.toLowerCase(Locale.ROOT);
        String h = host.toLowerCase(Locale.ROOT);
        return p.equals(h)
                || p.startsWith("*.")
                        && h.indexOf('.') > 0
                        && h.substring(h.indexOf('.')).equals(p.substring(1));
    }
}
