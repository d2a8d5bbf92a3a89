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
    // Repetitions are bounded: a certificate or a manifest is one long word, at each of whose letters a match could
    // begin.
    private static final java.util.regex.Pattern IN_COMMAND = java.util.regex.Pattern.compile(
            "(?i)(--?[\\w-]{0,60}(?:password|passwd|token|secret|api-?key))\\s+(?!-)([^\\s]+)");
    private static final java.util.regex.Pattern IN_URI =
            java.util.regex.Pattern.compile("(://[^\\s:/@]*):([^\\s/]+)@");
    /** What this class itself puts in place of a secret: taken out once, it stays as it is. */
    private static final java.util.regex.Pattern STANDS_FOR =
            java.util.regex.Pattern.compile("<redacted(?:, length \\d+)?>");

    private static final java.util.regex.Pattern BEARER = java.util.regex.Pattern.compile(
            "(?i)bearer\\s+[A-Za-z0-9._~+/=-]{8,}|eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]*");

    private Redaction() {}

    /** The object without secret values: of a Secret none, of others those of secret keys and credentials in any text. */
    public static Resource of(Resource object) {
        boolean secret = object.kind().equals("Secret") && object.apiVersion().equals("v1");
        return new Resource(map(object.content(), secret, 0));
    }

    /** A tree (Helm values, a patch, a record) without the values of secret keys and credentials in any text, however deep. */
    public static Map<String, Object> of(Map<String, ?> tree) {
        return map(tree, false, 1);
    }

    /**
     * What a plan was asked with. Values of secrets are no inputs; one that is called {@code backup-secret-key} names the key of a Secret under
     * which the value is found.
     */
    public static Map<String, Object> ofInputs(Map<String, ?> inputs) {
        Map<String, Object> result = new LinkedHashMap<>();
        inputs.forEach((key, value) ->
                result.put(key, secretKey(key) && !key.endsWith("-secret-key") ? secretValue(value) : value(value)));
        return result;
    }

    /** Free text without what looks like a credential. */
    public static String text(String text) {
        String named = IN_COMMAND
                .matcher(IN_TEXT.matcher(text).replaceAll("$1$2<redacted>"))
                .replaceAll("$1 <redacted>");
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
            if (key.equals("kubectl.kubernetes.io/last-applied-configuration")) {
                result.put(key, hidden(value));
            } else if (data && value instanceof Map<?, ?> m) {
                result.put(key, hideAll(m));
            } else {
                result.put(key, secretKey(key) ? secretValue(value) : value(value));
            }
        });
        return result;
    }

    /** What a key with a secret's name holds: text and numbers are taken out, a reference to a Secret stays. */
    private static @org.jspecify.annotations.Nullable Object secretValue(
            @org.jspecify.annotations.Nullable Object value) {
        return switch (value) {
            case String s when STANDS_FOR.matcher(s).matches() -> s;
            case String s -> hidden(s);
            case Number n -> hidden(n);
            case List<?> list ->
                list.stream()
                        .map(v -> v instanceof Map<?, ?> ? value(v) : hidden(v))
                        .toList();
            case null, default -> value(value);
        };
    }

    private static @org.jspecify.annotations.Nullable Object value(@org.jspecify.annotations.Nullable Object value) {
        return switch (value) {
            case Map<?, ?> m -> map(words(m), false, 1);
            case List<?> list -> list(list);
            case String s -> text(s);
            case null, default -> value;
        };
    }

    private static List<Object> list(List<?> list) {
        List<Object> result = new ArrayList<>();
        boolean secretNext = false;
        for (Object value : list) {
            if (value instanceof Map<?, ?> m) {
                Map<String, Object> inner = map(words(m), false, 1);
                // A container's environment: the name tells whether the value is secret.
                if (m.get("name") instanceof String name && secretKey(name) && m.get("value") instanceof String v) {
                    inner.put("value", secretValue(v));
                }
                result.add(inner);
            } else {
                // A command's words: --password and then the password.
                result.add(secretNext ? secretValue(value) : value(value));
            }
            secretNext = value instanceof String s && s.startsWith("-") && secretKey(s);
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

    private static String hidden(@org.jspecify.annotations.Nullable Object value) {
        return "<redacted, length " + String.valueOf(value).length() + ">";
    }
}
