package io.millwright.kafka.strimzi;

import io.millwright.kit.Yaml;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a condition of one of Strimzi's objects means.
 *
 * @param type as {@code status.conditions[].type} has it
 * @param reason its reason; empty for conditions without one
 * @param meaning its class
 * @param hint what is going on and where to look
 */
public record ConditionMeaning(String type, String reason, Meaning meaning, String hint) {
    /** The classes. */
    public enum Meaning {
        OK,
        PROGRESS,
        PAUSED,
        FAILED,
        WARNING,
        /** A warning about something that must not stay. */
        RISK
    }

    private static final List<ConditionMeaning> KNOWN =
            Yaml.resource(ConditionMeaning.class, "conditions.yaml").items("conditions").stream()
                    .map(r -> new ConditionMeaning(
                            r.text("type").orElseThrow(),
                            r.text("reason").orElse(""),
                            Meaning.valueOf(r.text("class").orElseThrow().toUpperCase(Locale.ROOT)),
                            r.text("hint").orElseThrow()))
                    .toList();

    /** The meaning of that condition; empty when there is no rule for it: such a one is shown as unknown, never guessed. */
    public static Optional<ConditionMeaning> of(Resource condition) {
        String type = condition.text("type").orElse("");
        String reason = type.equals("Ready") ? "" : condition.text("reason").orElse("");
        return KNOWN.stream()
                .filter(k -> k.type().equals(type) && k.reason().equals(reason))
                .findFirst();
    }

    /** All that are known. */
    public static List<ConditionMeaning> all() {
        return KNOWN;
    }
}
