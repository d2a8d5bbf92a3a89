package io.millwright.engine.run;

import io.millwright.spi.Problem;
import java.util.Base64;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The secrets that pass through one run: what the operator has answered, and what its requests have logged in with. A server may quote them in
 * an error; no pattern finds a password there, but whoever knows it does.
 */
final class Secrets {
    /** Shorter ones stand by chance in many a text, and taking them out would tell them. */
    private static final int SHORTEST = 6;

    private final Set<String> values = ConcurrentHashMap.newKeySet();

    void add(String value) {
        if (value.length() >= SHORTEST) {
            values.add(value);
        }
    }

    /** The value of an {@code Authorization} header, or of another one that carries a token. */
    void addHeader(String value) {
        String plain = value.substring(value.indexOf(' ') + 1);
        add(plain);
        if (value.startsWith("Basic ")) {
            String login = new String(Base64.getDecoder().decode(plain), java.nio.charset.StandardCharsets.UTF_8);
            add(login.substring(login.indexOf(':') + 1));
        }
    }

    String without(String text) {
        String left = text;
        for (String value : values.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList()) {
            left = left.replace(value, "<redacted>");
        }
        return left;
    }

    Problem without(Problem p) {
        return new Problem(
                p.kind(), without(p.attempted()), without(p.on()), without(p.why()), without(p.next()), p.code());
    }
}
