package io.millwright.app.browse.describe;

import io.millwright.engine.Redaction;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Values under a name that somebody has chosen: an environment variable's, a key's of a config map. Here more names are taken for a secret's than
 * elsewhere ({@code GITHUB_TOKEN}), because nothing but a value stands under them.
 */
final class Concealed {
    private static final Pattern SECRET = Pattern.compile(
            ".*(password|passwd|passphrase|pwd|token|secret|credentials?|apikey|accesskey|privatekey|secretkey)\\d*");

    private Concealed() {}

    /** The value, or how long it is where its name says that it is a secret. */
    static String value(String name, String value) {
        boolean secret = Redaction.secretKey(name)
                || SECRET.matcher(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""))
                        .matches();
        return secret && !value.isEmpty() && !value.startsWith("<redacted")
                ? "<redacted, length " + value.length() + ">"
                : value;
    }
}
