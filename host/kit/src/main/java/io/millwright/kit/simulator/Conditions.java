package io.millwright.kit.simulator;

import io.millwright.spi.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Writes conditions as Kubernetes' own library does: the time of transition changes with the status alone. */
public final class Conditions {
    private Conditions() {}

    public static Resource set(
            Resource object, String type, String status, String reason, String message, Instant now) {
        boolean same = object.condition(type)
                .filter(c -> c.text("status").orElse("").equals(status)
                        && c.text("reason").orElse("").equals(reason)
                        && c.text("message").orElse("").equals(message))
                .isPresent();
        if (same) {
            return object;
        }
        String since = object.condition(type)
                .filter(c -> c.text("status").orElse("").equals(status))
                .flatMap(c -> c.text("lastTransitionTime"))
                .orElse(Json.time(now));
        List<Object> all = others(object, type);
        all.add(Json.map(
                "type", type, "status", status, "reason", reason, "message", message, "lastTransitionTime", since));
        return object.with(all, "status", "conditions");
    }

    public static Resource remove(Resource object, String type) {
        return object.condition(type).isEmpty() ? object : object.with(others(object, type), "status", "conditions");
    }

    private static List<Object> others(Resource object, String type) {
        List<Object> others = new ArrayList<>();
        object.items("status", "conditions").stream()
                .filter(c -> !c.text("type").orElse("").equals(type))
                .forEach(c -> others.add(c.content()));
        return others;
    }
}
