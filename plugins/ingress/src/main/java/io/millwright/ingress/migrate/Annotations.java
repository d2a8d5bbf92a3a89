package io.millwright.ingress.migrate;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.Yaml;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says of each annotation of ingress-nginx what becomes of it. */
public final class Annotations {
    private static final Resource TABLE = Yaml.resource(Annotations.class, "annotations.yaml");

    private Annotations() {}

    /** What becomes of an annotation. */
    public enum Fate {
        /** Built into the routes, and behaves the same. */
        TRANSLATED,
        /** Built into the routes, and behaves differently. */
        CHANGED,
        /** Has a counterpart that a person writes. */
        POLICY,
        /** Has no counterpart. */
        IMPOSSIBLE
    }

    /**
     * One annotation.
     *
     * @param name without the prefix
     * @param fate what becomes of it
     * @param how by what, or why not
     */
    public record Note(String name, Fate fate, String how) {
        /** {@code limit-rps isn't translated: write BackendTrafficPolicy rateLimit}. */
        public String text() {
            return switch (fate) {
                case TRANSLATED -> name + " becomes " + how;
                case CHANGED -> name + " is translated and behaves differently: " + how;
                case POLICY -> name + " isn't translated; its counterpart is " + how;
                case IMPOSSIBLE -> name + " can't be translated: " + how;
            };
        }
    }

    /** Those of an Ingress, in its order; annotations of others aren't nginx's and are left out. */
    public static List<Note> of(Resource ingress) {
        List<Note> notes = new ArrayList<>();
        ingress.textMap("metadata", "annotations").forEach((key, value) -> {
            if (key.startsWith(Names.NGINX_PREFIX)) {
                note(key.substring(Names.NGINX_PREFIX.length()), value).ifPresent(notes::add);
            }
        });
        return notes;
    }

    private static Optional<Note> note(String name, String value) {
        Map<String, String> translated = TABLE.textMap("translated");
        if (name.equals("backend-protocol") && value.equalsIgnoreCase("HTTP") || off(name, value)) {
            return Optional.empty();
        }
        if (name.equals("rewrite-target") && value.contains("$")) {
            return Optional.of(new Note(
                    name,
                    Fate.IMPOSSIBLE,
                    "a route can't refer to parts of the path; Envoy Gateway's HTTPRouteFilter can"));
        }
        if (name.equals("app-root") && !value.startsWith("/")) {
            return Optional.of(new Note(name, Fate.IMPOSSIBLE, "its value is no path"));
        }
        if (translated.containsKey(name)) {
            return Optional.of(new Note(name, Fate.TRANSLATED, translated.getOrDefault(name, "")));
        }
        for (Fate fate : List.of(Fate.CHANGED, Fate.POLICY, Fate.IMPOSSIBLE)) {
            String how = TABLE.textMap(fate.name().toLowerCase(java.util.Locale.ROOT))
                    .get(name);
            if (how != null) {
                return Optional.of(new Note(name, fate, how));
            }
        }
        return Optional.of(new Note(
                name,
                Fate.IMPOSSIBLE,
                name.startsWith("canary")
                        ? "a canary Ingress isn't taken over; give its backend a weight in the route"
                        : "nothing is known to do the same"));
    }

    /** A switch that is off asks for nothing; {@code ssl-redirect: "false"} does ask for something. */
    private static boolean off(String name, String value) {
        return value.equals("false")
                && List.of(
                                "use-regex",
                                "enable-cors",
                                "enable-modsecurity",
                                "ssl-passthrough",
                                "canary",
                                "force-ssl-redirect")
                        .contains(name);
    }
}
