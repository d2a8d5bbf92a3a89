package io.millwright.certificates.facts;

import io.millwright.kit.Yaml;
import io.millwright.spi.Resource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the reasons of conditions mean. A reason that isn't known has no meaning: whoever asks says so. */
public final class Reasons {
    private static final Resource ALL = Yaml.resource(Reasons.class, "reasons.yaml");

    private Reasons() {}

    /** What a reason means for an operator. */
    public enum Meaning {
        GOOD,
        RUNNING,
        WAITING,
        FAILED
    }

    /** @param of which condition: {@code certificate.Ready}, {@code issuer.Ready}, {@code order.state} */
    public static Optional<Meaning> of(String of, String reason) {
        return ALL.text(of, reason).map(m -> Meaning.valueOf(m.toUpperCase(Locale.ROOT)));
    }

    /** Every known reason of that condition. */
    public static Set<String> known(String of) {
        return ALL.textMap(of).keySet();
    }
}
