package io.millwright.ingress.facts;

import io.millwright.kit.Yaml;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the Gateway API's conditions mean, by the kind of thing they are on, their type and their reason. */
public final class Reasons {
    private static final Map<String, Meaning> ALL = load();

    private Reasons() {}

    /** What a condition with that reason means while it isn't as it should be. */
    public enum Meaning {
        /** As it should be. */
        GOOD,
        /** A controller is still at it. */
        WAIT,
        /** It works, and shouldn't stay so. */
        MARGIN,
        /** Traffic doesn't get through. */
        BROKEN
    }

    /**
     * The meaning; empty for a reason that isn't known here.
     *
     * @param on {@code class}, {@code gateway}, {@code listener} or {@code route}
     */
    public static Optional<Meaning> of(String on, String type, String reason) {
        return Optional.ofNullable(ALL.get(on + "/" + type + "/" + reason));
    }

    /** Every combination that is known: {@code route/Accepted/Pending}. */
    public static Map<String, Meaning> all() {
        return Map.copyOf(ALL);
    }

    private static Map<String, Meaning> load() {
        Map<String, Meaning> all = new LinkedHashMap<>();
        for (Resource r : Yaml.resource(Reasons.class, "reasons.yaml").items("reasons")) {
            for (Meaning meaning : Meaning.values()) {
                for (String reason : r.texts(meaning.name().toLowerCase(Locale.ROOT))) {
                    all.put(r.text("on").orElse("") + "/" + r.text("type").orElse("") + "/" + reason, meaning);
                }
            }
        }
        return all;
    }
}
