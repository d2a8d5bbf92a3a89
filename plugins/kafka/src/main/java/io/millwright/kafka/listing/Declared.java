package io.millwright.kafka.listing;

import io.millwright.spi.Resource;
import io.millwright.spi.Severity;

/** How an object that an operator keeps is. */
final class Declared {
    private Declared() {}

    static String state(Resource object) {
        if (object.text("metadata", "deletionTimestamp").isPresent()) {
            return "terminating";
        }
        return object.items("status", "conditions").stream()
                .filter(c -> !c.text("type").orElse("").equals("Warning"))
                .findFirst()
                .map(c -> c.text("status").orElse("").equals("True")
                                && !c.text("type").orElse("").equals("NotReady")
                        ? c.text("type").orElse("").equals("Ready")
                                ? "ready"
                                : c.text("type").orElse("")
                        : c.text("reason").orElse("not ready"))
                .orElse("not taken up");
    }

    static Severity severity(Resource object) {
        return switch (state(object)) {
            case "ready", "Unmanaged" -> Severity.OK;
            case "not taken up", "ReconciliationPaused" -> Severity.INFO;
            default -> Severity.WARNING;
        };
    }
}
