package io.millwright.sandbox.sim;

import io.millwright.sandbox.controller.Fields;
import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.DeleteOptions;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.sandbox.store.Write;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes core/v1 Events, and counts up one that says the same of the same object again. Thread-safe. */
final class EventRecorder {
    private static final int REMEMBERED = 2_000;
    /** Events past this number per cluster go, oldest first, as an hour's worth would have in a real one. */
    private static final int KEPT = 1_500;

    private final ObjectStore store;
    private final Map<String, String> names = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final Map<String, String> kept = new LinkedHashMap<>();
    private long serial;

    EventRecorder(ObjectStore store) {
        this.store = store;
        store.list(Kind.EVENT, Selector.ALL).forEach(e -> kept.put(e.name(), e.namespace()));
    }

    synchronized void record(Resource about, String component, String type, String reason, String message) {
        String namespace = about.namespace().isEmpty() ? "default" : about.namespace();
        String time = Fields.time(store.clock().instant());
        String key = about.uid() + "|" + about.name() + "|" + reason + "|" + message;
        Optional<Resource> before =
                Optional.ofNullable(names.get(key)).flatMap(n -> store.get(Kind.EVENT, namespace, n));
        try {
            if (before.isPresent()) {
                long count = before.get().number("count").orElse(1L) + 1;
                store.update(Kind.EVENT, before.get().with(count, "count").with(time, "lastTimestamp"));
            } else {
                String name = about.name() + "."
                        + Long.toHexString(store.clock().instant().toEpochMilli() << 20 | ++serial);
                store.create(
                        Kind.EVENT, event(about, namespace, name, component, type, reason, message, time), Write.ALL);
                names.put(key, name);
                kept.put(name, namespace);
                forgetOldest();
            }
        } catch (ApiError refused) {
            // An event about something in a namespace that is going, or gone, is lost upstream too.
            names.remove(key);
        }
    }

    private void forgetOldest() {
        if (kept.size() > KEPT) {
            Map.Entry<String, String> oldest = kept.entrySet().iterator().next();
            kept.remove(oldest.getKey());
            if (store.get(Kind.EVENT, oldest.getValue(), oldest.getKey()).isPresent()) {
                store.delete(Kind.EVENT, oldest.getValue(), oldest.getKey(), DeleteOptions.NOW);
            }
        }
    }

    private static Resource event(
            Resource about,
            String namespace,
            String name,
            String component,
            String type,
            String reason,
            String message,
            String time) {
        return Resource.of(
                Kind.EVENT,
                namespace,
                name,
                Fields.of(
                        "involvedObject",
                                Fields.of(
                                        "apiVersion", about.apiVersion(),
                                        "kind", about.kind(),
                                        "name", about.name(),
                                        "namespace",
                                                about.namespace().isEmpty()
                                                        ? Optional.empty()
                                                        : Optional.of(about.namespace()),
                                        "resourceVersion", about.resourceVersion(),
                                        "uid", about.uid()),
                        "type", type,
                        "reason", reason,
                        "message", message,
                        "source", Fields.of("component", component),
                        "reportingComponent", component,
                        "reportingInstance", "",
                        "firstTimestamp", time,
                        "lastTimestamp", time,
                        "count", 1L));
    }
}
