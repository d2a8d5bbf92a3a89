package io.millwright.sandbox.controller;

import io.millwright.spi.Resource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The {@code status.conditions} of an object being rewritten: transition times move only when a status does. */
public final class Conditions {
    private final Map<String, Map<String, Object>> conditions = new LinkedHashMap<>();
    private final Instant now;

    private Conditions(Instant now) {
        this.now = now;
    }

    /** Starts from the conditions that the object has. */
    public static Conditions of(Resource object, Instant now) {
        Conditions result = new Conditions(now);
        object.items("status", "conditions")
                .forEach(c -> result.conditions.put(c.text("type").orElse(""), c.content()));
        return result;
    }

    /** Sets a condition with {@code lastTransitionTime} only. */
    public Conditions set(String type, String status, String reason, String message) {
        return put(type, status, reason, message, false, false);
    }

    /** Sets a condition that has {@code lastUpdateTime} too, refreshed when reason or message change. */
    public Conditions setFresh(String type, String status, String reason, String message) {
        return put(type, status, reason, message, true, false);
    }

    /** As {@link #setFresh(String, String, String, String)}; {@code touch} refreshes the update time whatever changed. */
    public Conditions setFresh(String type, String status, String reason, String message, boolean touch) {
        return put(type, status, reason, message, true, touch);
    }

    private Conditions put(String type, String status, String reason, String message, boolean fresh, boolean touch) {
        Resource old = new Resource(conditions.getOrDefault(type, Map.of()));
        boolean sameStatus = old.text("status").filter(status::equals).isPresent();
        boolean same = sameStatus
                && old.text("reason").orElse("").equals(reason)
                && old.text("message").orElse("").equals(message);
        String time = Fields.time(now);
        Map<String, Object> next = new LinkedHashMap<>();
        next.put("type", type);
        next.put("status", status);
        if (fresh || old.at("lastUpdateTime").isPresent()) {
            next.put(
                    "lastUpdateTime",
                    same && !touch ? old.text("lastUpdateTime").orElse(time) : time);
        }
        next.put(
                "lastTransitionTime",
                sameStatus ? old.text("lastTransitionTime").orElse(time) : time);
        if (!reason.isEmpty()) {
            next.put("reason", reason);
        }
        if (!message.isEmpty()) {
            next.put("message", message);
        }
        conditions.put(type, next);
        return this;
    }

    /** The conditions in their order. */
    public List<Object> list() {
        return new ArrayList<>(conditions.values());
    }
}
