package io.millwright.postgres.cnpg;

import io.millwright.kit.Yaml;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a phase of a Cluster means.
 *
 * @param text as {@code status.phase} has it
 * @param meaning its class
 * @param alert worth telling at once although it is progress
 * @param down nobody is served meanwhile
 * @param warnAfter from when it is worth a look; zero where that doesn't apply
 * @param stuckAfter from when it counts as stuck; zero where that doesn't apply
 * @param hint what is going on and where to look
 */
public record Phase(
        String text,
        Meaning meaning,
        boolean alert,
        boolean down,
        Duration warnAfter,
        Duration stuckAfter,
        String hint) {
    /** The classes. */
    public enum Meaning {
        OK,
        PROGRESS,
        WAITING,
        USER,
        BLOCKED
    }

    public static final String HEALTHY = "Cluster in healthy state";

    /** All phases that are known, by text. Data of the jar: an unknown one must be shown as unknown, never guessed. */
    private static final Map<String, Phase> KNOWN = Yaml.resource(Phase.class, "phases.yaml").items("phases").stream()
            .map(Phase::read)
            .collect(Collectors.toUnmodifiableMap(Phase::text, Function.identity()));

    /** The meaning of that phase, empty when nothing is known of it. */
    public static Optional<Phase> of(String text) {
        return Optional.ofNullable(KNOWN.get(text));
    }

    private static Phase read(Resource r) {
        return new Phase(
                r.text("phase").orElseThrow(),
                Meaning.valueOf(r.text("class").orElseThrow().toUpperCase(Locale.ROOT)),
                r.flag("alert").orElse(false),
                r.flag("down").orElse(false),
                Duration.ofMinutes(r.number("warn").orElse(0L)),
                Duration.ofMinutes(r.number("stuck").orElse(0L)),
                r.text("hint").orElse(""));
    }
}
