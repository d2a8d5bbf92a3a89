package io.millwright.engine.redact;

import io.millwright.spi.Evidence;
import io.millwright.spi.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Takes secret values out of what is shown or written down: by kind (the data of a Secret), by the name of a key ({@code password}), and by
 * provenance (a value that was once read from a Secret, wherever it turns up again). Thread-safe.
 */
public final class Redaction {
    /** What stands in place of a secret value. */
    public static final String MASK = "‹redacted›";

    /** Shorter values turn up by chance. */
    private static final int SHORTEST_KNOWN = 6;

    private static final Set<String> SECRET_WORDS = Set.of(
            "password",
            "passwd",
            "passphrase",
            "pgpassword",
            "token",
            "apikey",
            "secretkey",
            "secretaccesskey",
            "accesssecretkey",
            "privatekey",
            "clientsecret",
            "unsealkey",
            "recoverykey",
            "encryptionkey",
            "authorization",
            "bearer",
            "connectionstring");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\\z)", Pattern.DOTALL);
    private static final Pattern IN_ADDRESS = Pattern.compile("(\\w+://[^\\s/:@]*):([^\\s/@]+)@");
    private static final Pattern BEARER = Pattern.compile("(?i)(bearer\\s+)[A-Za-z0-9._~+/=-]{8,}");

    private final Set<String> known = ConcurrentHashMap.newKeySet();

    /** Remembers every value of that Secret, so that it is recognised elsewhere. Other kinds are ignored. */
    public void learn(Resource object) {
        if (!isSecret(object.content())) {
            return;
        }
        object.textMap("data").values().forEach(v -> {
            learn(v);
            decoded(v).ifPresent(this::learn);
        });
        object.textMap("stringData").values().forEach(this::learn);
    }

    /** Remembers a secret value. */
    public void learn(String value) {
        if (value.length() >= SHORTEST_KNOWN) {
            known.add(value);
        }
    }

    /** The tree without secret values. */
    public Map<String, Object> tree(Map<String, ?> tree) {
        return map(tree);
    }

    /** The object without secret values. */
    public Resource object(Resource object) {
        return new Resource(map(object.content()));
    }

    /** The evidence without secret values. */
    public Evidence evidence(Evidence e) {
        String value = isSecretName(last(e.field())) ? mask(e.value()) : text(e.value());
        return new Evidence(text(e.what()), e.object(), e.field(), value, e.at());
    }

    /** The text without values that are known to be secret, private keys, and passwords in addresses. */
    public String text(String text) {
        String clean = PRIVATE_KEY.matcher(text).replaceAll(MASK);
        clean = IN_ADDRESS.matcher(clean).replaceAll("$1:" + MASK + "@");
        clean = BEARER.matcher(clean).replaceAll("$1" + MASK);
        List<String> longestFirst = new ArrayList<>(known);
        longestFirst.sort(Comparator.comparing(String::length).reversed());
        for (String value : longestFirst) {
            clean = clean.replace(value, MASK);
        }
        return clean;
    }

    /** Whether a key of that name holds a secret value when it holds a text. */
    public static boolean isSecretName(String key) {
        String plain = key.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
        return SECRET_WORDS.stream().anyMatch(plain::endsWith);
    }

    /** Whether the tree is a Kubernetes Secret. */
    public static boolean isSecret(Map<?, ?> tree) {
        return "Secret".equals(tree.get("kind")) && "v1".equals(tree.get("apiVersion"));
    }

    /** How a secret value is shown. */
    public static String mask(String value) {
        return value.isEmpty() ? "" : MASK + " (len " + value.length() + ")";
    }

    private Map<String, Object> map(Map<?, ?> map) {
        boolean secret = isSecret(map);
        boolean namedValue = map.get("name") instanceof String name && isSecretName(name);
        Map<String, Object> clean = new LinkedHashMap<>();
        map.forEach((k, v) -> {
            String key = String.valueOf(k);
            boolean masked = isSecretName(key)
                    || (namedValue && key.equals("value"))
                    || key.equals("kubectl.kubernetes.io/last-applied-configuration") && secret;
            if (secret && (key.equals("data") || key.equals("stringData")) && v instanceof Map<?, ?> data) {
                clean.put(key, masked(data));
            } else if (masked && v instanceof String text) {
                clean.put(key, mask(text));
            } else {
                clean.put(key, secret ? inSecret(v) : value(v));
            }
        });
        return clean;
    }

    /** The metadata of a Secret carries its content a second time where kubectl has applied it. */
    private Object inSecret(Object value) {
        if (value instanceof Map<?, ?> m && m.get("annotations") instanceof Map<?, ?> annotations) {
            Map<String, Object> metadata = map(m);
            Map<String, Object> clean = new LinkedHashMap<>(map(annotations));
            clean.computeIfPresent(
                    "kubectl.kubernetes.io/last-applied-configuration", (k, v) -> mask(String.valueOf(v)));
            metadata.put("annotations", clean);
            return metadata;
        }
        return value(value);
    }

    private static Map<String, Object> masked(Map<?, ?> data) {
        Map<String, Object> clean = new LinkedHashMap<>();
        data.forEach((k, v) -> clean.put(String.valueOf(k), mask(String.valueOf(v))));
        return clean;
    }

    private Object value(Object value) {
        return switch (value) {
            case Map<?, ?> m -> map(m);
            case List<?> l -> l.stream().map(this::value).toList();
            case String s -> text(s);
            default -> value;
        };
    }

    private static String last(String path) {
        String[] words = path.split("[./ ]", -1);
        return words[words.length - 1];
    }

    private static java.util.Optional<String> decoded(String base64) {
        try {
            return java.util.Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            // Not base64: then the value itself is all there is to know.
            return java.util.Optional.empty();
        }
    }
}
