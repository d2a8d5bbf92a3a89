package io.millwright.sandbox.api;

import io.millwright.sandbox.schema.Json;
import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.Filter;
import io.millwright.sandbox.store.KindInfo;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.sandbox.store.Page;
import io.millwright.sandbox.store.Watch;
import io.millwright.sandbox.table.Tables;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Get, list and watch, in the form that the client accepts. */
final class Reads {
    private static final Json JSON = new Json();
    private static final Duration LONGEST_WATCH = Duration.ofMinutes(45);
    private final ObjectStore store;
    private final Tables tables;

    Reads(ObjectStore store) {
        this.store = store;
        this.tables = new Tables(store.clock());
    }

    void get(Call call, Target target) throws IOException {
        Resource object = store.require(target.info().kind(), target.namespace(), target.name());
        call.json(200, one(call, target.info(), object));
    }

    /** The object in the form that the client accepts. */
    Object one(Call call, KindInfo info, Resource object) {
        return switch (Accept.of(call.header("Accept"))) {
            case TABLE ->
                tables.table(
                        info,
                        List.of(object),
                        Map.of("resourceVersion", object.resourceVersion()),
                        include(call),
                        true);
            case PARTIAL -> Tables.partial(object);
            case OBJECT, DISCOVERY -> object.content();
        };
    }

    private static Tables.Include include(Call call) {
        return switch (call.query("includeObject")) {
            case "None" -> Tables.Include.NONE;
            case "Object" -> Tables.Include.OBJECT;
            default -> Tables.Include.METADATA;
        };
    }

    static Filter filter(Call call, Target target) {
        String fields = call.query("fieldSelector");
        if (!target.name().isEmpty()) {
            fields = fields.isEmpty() ? "metadata.name=" + target.name() : fields + ",metadata.name=" + target.name();
        }
        return Filter.parse(target.info(), target.namespace(), call.query("labelSelector"), fields);
    }

    void list(Call call, Target target) throws IOException {
        KindInfo info = target.info();
        String match = call.query("resourceVersionMatch");
        long wanted = version(call);
        if (wanted > store.version()) {
            throw tooLarge(wanted, store.version());
        }
        if (match.equals("Exact")
                && wanted != store.version()
                && call.query("continue").isEmpty()) {
            throw ApiError.expired("The resourceVersion for the provided list is too old.");
        }
        Page page = store.list(info.kind(), filter(call, target), call.number("limit"), call.query("continue"));
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("resourceVersion", Long.toString(page.version()));
        if (!page.next().isEmpty()) {
            metadata.put("continue", page.next());
            metadata.put("remainingItemCount", page.remaining());
        }
        call.json(200, body(call, info, page.items(), metadata));
    }

    private Map<String, Object> body(Call call, KindInfo info, List<Resource> items, Map<String, Object> metadata) {
        return switch (Accept.of(call.header("Accept"))) {
            case TABLE -> tables.table(info, items, metadata, include(call), true);
            case PARTIAL ->
                ordered(
                        "PartialObjectMetadataList",
                        "meta.k8s.io/v1",
                        metadata,
                        items.stream().map(Tables::partial).toList());
            case OBJECT, DISCOVERY ->
                ordered(
                        info.listKind(),
                        info.kind().apiVersion(),
                        metadata,
                        items.stream().map(Resource::content).toList());
        };
    }

    static Map<String, Object> ordered(String kind, String apiVersion, Map<String, Object> metadata, List<?> items) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("kind", kind);
        list.put("apiVersion", apiVersion);
        list.put("metadata", metadata);
        list.put("items", items);
        return list;
    }

    private static ApiError tooLarge(long wanted, long current) {
        return new ApiError(
                504,
                "Timeout",
                "Too large resource version: " + wanted + ", current: " + current,
                Map.of(
                        "causes",
                        List.of(ApiError.cause("ResourceVersionTooLarge", "Too large resource version", "")),
                        "retryAfterSeconds",
                        1));
    }

    private static long version(Call call) {
        String text = call.query("resourceVersion");
        if (text.isEmpty()) {
            return 0;
        }
        if (!text.matches("\\d{1,18}")) {
            throw ApiError.badRequest("resourceVersion: Invalid value: \"" + text + "\": strconv.ParseUint: parsing \""
                    + text + "\": invalid syntax");
        }
        return Long.parseLong(text);
    }

    void watch(Call call, Target target) throws IOException {
        Filter filter = filter(call, target);
        boolean bookmarks = call.flag("allowWatchBookmarks");
        Duration patience =
                call.number("timeoutSeconds") > 0 ? Duration.ofSeconds(call.number("timeoutSeconds")) : LONGEST_WATCH;
        Watch opened;
        OutputStream stream;
        if (call.flag("sendInitialEvents")) {
            opened = store.watchList(target.info().kind(), filter, bookmarks);
            stream = call.stream("application/json");
        } else {
            long from = version(call);
            try {
                opened = store.watch(target.info().kind(), filter, from, bookmarks);
                stream = call.stream("application/json");
            } catch (ApiError e) {
                if (e.code() != 410) {
                    throw e;
                }
                // A version too old is an event, not an answer: that is where clients look for it.
                try (OutputStream out = call.stream("application/json")) {
                    write(out, "ERROR", e.status().content());
                }
                return;
            }
        }
        try (Watch watch = opened;
                OutputStream out = stream) {
            out.flush();
            pump(call, target.info(), watch, out, patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Call call, KindInfo info, Watch watch, OutputStream out, Duration patience)
            throws IOException, InterruptedException {
        Instant end = Instant.now().plus(patience);
        boolean header = true;
        Accept accept = Accept.of(call.header("Accept"));
        while (true) {
            Duration left = Duration.between(Instant.now(), end);
            if (left.isNegative()) {
                return;
            }
            var event = watch.next(left.compareTo(Duration.ofSeconds(1)) < 0 ? left : Duration.ofSeconds(1));
            if (event.isEmpty()) {
                if (watch.closed()) {
                    return;
                }
                continue;
            }
            Watch.Event e = event.get();
            boolean plain = e.type().equals("ERROR") || accept == Accept.OBJECT || accept == Accept.DISCOVERY;
            Object object = plain
                    ? e.object().content()
                    : accept == Accept.TABLE
                            ? tables.table(
                                    info,
                                    e.type().equals("BOOKMARK") ? List.of() : List.of(e.object()),
                                    metadata(e),
                                    include(call),
                                    header)
                            : Tables.partial(e.object());
            header = false;
            write(out, e.type(), object);
            if (e.type().equals("ERROR")) {
                return;
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> metadata(Watch.Event e) {
        return e.type().equals("BOOKMARK") && e.object().at("metadata").orElse(Map.of()) instanceof Map<?, ?> m
                ? (Map<String, Object>) m
                : Map.of("resourceVersion", e.object().resourceVersion());
    }

    private static void write(OutputStream out, String type, Object object) throws IOException {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("type", type);
        event.put("object", object);
        out.write(JSON.bytes(event));
        out.write('\n');
        out.flush();
    }
}
