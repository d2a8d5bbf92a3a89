package io.millwright.engine;

import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Takes secrets' values out of what is shown or stored: by kind (everything in a Secret), by the name of a key (in any object, in Helm
 * values), and by the known forms of credentials in free text. What is taken out is replaced by its length, so that a change can be seen.
 */
public final class Redaction {
    private static final Set<String> WORDS = Set.of(
            "password",
            "passwd",
            "passphrase",
            "token",
            "secretkey",
            "secretaccesskey",
            "accesskey",
            "apikey",
            "privatekey",
            "clientsecret",
            "credential",
            "credentials",
            "pgpass",
            "rootpassword",
            "adminpassword",
            "unsealkey",
            "roottoken",
            "authorization");
    private static final java.util.regex.Pattern IN_TEXT = java.util.regex.Pattern.compile(
            "(?i)(password|passwd|token|secret|api[-_]?key|authorization)(\\s*[=:]\\s*|\\s+(?=bearer\\b))(\"[^\"]*\"|'[^']*'|(?:bearer\\s+)?[^\\s,;&\"']+)");
    private static final java.util.regex.Pattern IN_URI =
            java.util.regex.Pattern.compile("(\\w+://[^\\s:/@]+):([^\\s@/]+)@");
    private static final java.util.regex.Pattern BEARER = java.util.regex.Pattern.compile(
            "(?i)bearer\\s+[A-Za-z0-9._~+/=-]{8,}|eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    private Redaction() {}

    /** The object without secret values; other objects come back as they are. */
    public static Resource of(Resource object) {
        boolean secret = object.kind().equals("Secret") && object.apiVersion().equals("v1");
        return new Resource(map(object.content(), secret, 0));
    }

    /** A tree (Helm values, a patch) without the values of secret keys. */
    public static Map<String, Object> of(Map<String, ?> tree) {
        return map(tree, false, 1);
    }

    /** Free text without what looks like a credential. */
    public static String text(String text) {
        String named = IN_TEXT.matcher(text).replaceAll("$1$2<redacted>");
        return BEARER.matcher(IN_URI.matcher(named).replaceAll("$1:<redacted>@"))
                .replaceAll("<redacted>");
    }

    /** Whether a key of that name holds a secret. References to secrets ({@code passwordSecret}, {@code tokenRef}) don't. */
    public static boolean secretKey(String key) {
        String plain = key.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return WORDS.contains(plain)
                || plain.endsWith("password")
                || plain.endsWith("secretkey")
                || plain.endsWith("apikey");
    }

    private static Map<String, Object> map(Map<String, ?> tree, boolean secret, int depth) {
        Map<String, Object> result = new LinkedHashMap<>();
        tree.forEach((key, value) -> {
            boolean data = secret && depth == 0 && (key.equals("data") || key.equals("stringData"));
            boolean lastApplied = key.equals("kubectl.kubernetes.io/last-applied-configuration");
            if (lastApplied) {
                result.put(key, hidden(value));
            } else if (value instanceof Map<?, ?> m) {
                result.put(key, data ? hideAll(m) : map(words(m), secret, depth + 1));
            } else if (value instanceof List<?> list) {
                result.put(key, list(list, secret, depth));
            } else {
                result.put(key, secretKey(key) && value instanceof String ? hidden(value) : value);
            }
        });
        return result;
    }

    private static List<Object> list(List<?> list, boolean secret, int depth) {
        List<Object> result = new ArrayList<>();
        for (Object value : list) {
            if (value instanceof Map<?, ?> m) {
                Map<String, Object> inner = map(words(m), secret, depth + 1);
                // A container's environment: the name tells whether the value is secret.
                if (m.get("name") instanceof String name && secretKey(name) && m.get("value") instanceof String v) {
                    inner.put("value", hidden(v));
                }
                result.add(inner);
            } else {
                result.add(value);
            }
        }
        return result;
    }

    private static Map<String, Object> hideAll(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((k, v) -> result.put(String.valueOf(k), hidden(v)));
        return result;
    }

    private static Map<String, Object> words(Map<?, ?> map) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((k, v) -> result.put(String.valueOf(k), v));
        return result;
    }

    private static String hidden(Object value) {
        return "<redacted, length " + String.valueOf(value).length() + ">";
    }
}
