package io.millwright.kafka.strimzi;

import io.millwright.kit.Yaml;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A state of a KafkaRebalance.
 *
 * @param name the condition's type
 * @param meaning its class
 * @param accepts the values of annotation {@code strimzi.io/rebalance} that it accepts
 * @param hint what is going on
 */
public record RebalanceState(String name, Meaning meaning, List<String> accepts, String hint) {
    /** The classes. */
    public enum Meaning {
        PROGRESS,
        WAITING,
        DONE,
        FAILED
    }

    private static final List<RebalanceState> KNOWN =
            Yaml.resource(RebalanceState.class, "rebalance-states.yaml").items("states").stream()
                    .map(r -> new RebalanceState(
                            r.text("state").orElseThrow(),
                            Meaning.valueOf(r.text("class").orElseThrow().toUpperCase(Locale.ROOT)),
                            r.texts("accepts"),
                            r.text("hint").orElseThrow()))
                    .toList();

    /** All that are known. */
    public static List<RebalanceState> all() {
        return KNOWN;
    }

    /** That state; empty when it isn't known. */
    public static Optional<RebalanceState> of(String name) {
        return KNOWN.stream().filter(s -> s.name().equals(name)).findFirst();
    }

    /** The word for the state of that KafkaRebalance: the type of its true condition that isn't a warning; {@code New} before it has one. */
    public static String word(Resource rebalance) {
        return condition(rebalance).flatMap(c -> c.text("type")).orElse("New");
    }

    /** The condition that is its state. */
    public static Optional<Resource> condition(Resource rebalance) {
        return rebalance.items("status", "conditions").stream()
                .filter(c -> c.text("status").orElse("").equals("True")
                        && !c.text("type").orElse("").equals("Warning"))
                .findFirst();
    }

    /** Whether it is only a pattern for automatic rebalances, which is never executed. */
    public static boolean template(Resource rebalance) {
        return rebalance
                .annotation(Strimzi.REBALANCE_TEMPLATE)
                .filter("true"::equals)
                .isPresent();
    }

    /** Whether data is being moved or soon will be. */
    public static boolean running(Resource rebalance) {
        String word = word(rebalance);
        return !template(rebalance) && (word.equals("Rebalancing") || word.equals("PendingProposal"));
    }
}
