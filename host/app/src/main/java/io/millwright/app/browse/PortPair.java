package io.millwright.app.browse;

import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port of this machine and where it leads.
 *
 * @param local 0 for any that is free
 * @param remote of the service, or of the pod
 */
public record PortPair(int local, int remote) {
    private static final int MOST = 65535;

    /** As kubectl writes it: {@code PORT}, {@code LOCAL:PORT}, or {@code :PORT} for any local port that is free. */
    public static PortPair parse(String attempted, String text) {
        int colon = text.indexOf(':');
        int remote = port(attempted, text.substring(colon + 1));
        String local = colon < 0 ? text : text.substring(0, colon);
        return new PortPair(local.isEmpty() || local.equals("0") ? 0 : port(attempted, local), remote);
    }

    /** Several, with spaces or commas between them. */
    public static List<PortPair> all(String attempted, String text) {
        List<PortPair> all = new ArrayList<>();
        for (String one : text.strip().split("[\\s,]+")) {
            all.add(parse(attempted, one));
        }
        return List.copyOf(all);
    }

    private static int port(String attempted, String text) {
        if (!isPort(text)) {
            throw new ProblemException(Problem.user(
                    attempted,
                    "the ports that were named",
                    "'" + text + "' is no port",
                    "Write 8080, 9000:8080, or :8080 for any local port that is free."));
        }
        return Integer.parseInt(text);
    }

    /** Whether it is the number of a port. */
    static boolean isPort(String text) {
        return text.matches("\\d{1,5}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST;
    }

    /** As it is parsed. */
    @Override
    public String toString() {
        return (local == 0 ? "" : local) + ":" + remote;
    }
}
