package io.millwright.metrics.facts;

import io.millwright.kit.Times;
import io.millwright.spi.Resource;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/** A silence as Alertmanager tells of it. */
public record Silence(Resource object) {
    public String id() {
        return object.text("id").orElse("");
    }

    /** {@code active}, {@code pending} or {@code expired}. */
    public String state() {
        return object.text("status", "state").orElse("unknown");
    }

    public Optional<Instant> ends() {
        return Times.kubernetes(object.text("endsAt"));
    }

    /** {@code namespace="shop", alertname=~"Kube.*"}. */
    public String matchers() {
        return object.items("matchers").stream()
                .map(m -> m.text("name").orElse("") + sign(m) + "\""
                        + m.text("value").orElse("") + "\"")
                .collect(Collectors.joining(", "));
    }

    private static String sign(Resource m) {
        boolean regex = m.flag("isRegex").orElse(false);
        return m.flag("isEqual").orElse(true) ? (regex ? "=~" : "=") : (regex ? "!~" : "!=");
    }

    /** Whether it silences all alerts. */
    public boolean everything() {
        return !object.items("matchers").isEmpty()
                && object.items("matchers").stream()
                        .allMatch(m -> m.flag("isRegex").orElse(false)
                                && m.flag("isEqual").orElse(true)
                                && m.text("value").orElse("").matches("\\(?\\.[*+]\\)?"));
    }
}
