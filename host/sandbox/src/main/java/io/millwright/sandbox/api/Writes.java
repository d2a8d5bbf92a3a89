package io.millwright.sandbox.api;

import io.millwright.sandbox.patch.JsonPatch;
import io.millwright.sandbox.patch.MergePatch;
import io.millwright.sandbox.patch.Ownership;
import io.millwright.sandbox.patch.StrategicMerge;
import io.millwright.sandbox.schema.FieldError;
import io.millwright.sandbox.schema.Tree;
import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.DeleteOptions;
import io.millwright.sandbox.store.KindInfo;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.sandbox.store.Times;
import io.millwright.sandbox.store.Write;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Create, replace, patch and delete. */
final class Writes {
    private static final int TRIES = 5;
    private final ObjectStore store;
    private final Reads reads;

    Writes(ObjectStore store, Reads reads) {
        this.store = store;
        this.reads = reads;
    }

    void create(Call call, Target target) throws IOException {
        KindInfo info = target.info();
        Map<String, Object> body = Bodies.read(call);
        Bodies.check(call, info, body);
        Map<String, Object> object = placed(target, body);
        object = ownership(info).written(Map.of(), object, manager(call, target));
        Resource made = store.create(info.kind(), new Resource(object), write(call, Write.Part.MAIN));
        call.json(201, reads.one(call, info, made));
    }

    void replace(Call call, Target target) throws IOException {
        KindInfo info = target.info();
        Map<String, Object> body = Bodies.read(call);
        Bodies.check(call, info, body);
        Map<String, Object> wanted = placed(target, body);
        String version = Tree.over(wanted).text("metadata", "resourceVersion");
        if (version.isEmpty() && info.custom()) {
            throw ApiError.invalid(
                    info.kind(),
                    target.name(),
                    List.of(FieldError.invalid("metadata.resourceVersion", 0, "must be specified for an update")));
        }
        Resource done = retried(!version.isEmpty(), () -> {
            Resource before = store.require(info.kind(), target.namespace(), target.name());
            Map<String, Object> next =
                    ownership(info).written(Tree.copy(before.content()), wanted, manager(call, target));
            Tree.over(next).fill(before.resourceVersion(), "metadata", "resourceVersion");
            return store.update(info.kind(), new Resource(next), write(call, part(target)));
        });
        call.json(200, reads.one(call, info, done));
    }

    private static Write.Part part(Target target) {
        return target.subresource().equals("status") ? Write.Part.STATUS : Write.Part.MAIN;
    }

    void patch(Call call, Target target) throws IOException {
        String type = call.header("Content-Type").split(";")[0].trim();
        if (type.startsWith("application/apply-patch+")) {
            apply(call, target);
            return;
        }
        KindInfo info = target.info();
        Object patch = type.equals("application/json-patch+json") ? Bodies.value(call) : Bodies.read(call);
        boolean versioned = patch instanceof Map<?, ?> m
                && m.get("metadata") instanceof Map<?, ?> meta
                && meta.containsKey("resourceVersion");
        Resource done = retried(versioned, () -> {
            Resource before = store.require(info.kind(), target.namespace(), target.name());
            Map<String, Object> old = Tree.copy(before.content());
            Map<String, Object> next = patched(info, type, old, patch);
            Bodies.check(call, info, next);
            next = ownership(info).written(old, placed(target, next), manager(call, target));
            return store.update(info.kind(), new Resource(next), write(call, part(target)));
        });
        call.json(200, reads.one(call, info, done));
    }

    private static Map<String, Object> patched(KindInfo info, String type, Map<String, Object> old, Object patch) {
        String accepted = "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml"
                + (info.custom() ? "" : ", application/strategic-merge-patch+json");
        if (type.equals("application/json-patch+json")) {
            return JsonPatch.apply(old, patch);
        }
        if (!(patch instanceof Map<?, ?> map)) {
            throw ApiError.badRequest("error decoding patch: it is no object");
        }
        return switch (type) {
            case "application/merge-patch+json" -> MergePatch.apply(old, map);
            case "application/strategic-merge-patch+json" -> {
                if (info.custom()) {
                    throw Bodies.unsupported(accepted);
                }
                yield StrategicMerge.apply(info.schema().get(), old, map);
            }
            default -> throw Bodies.unsupported(accepted);
        };
    }

    private void apply(Call call, Target target) throws IOException {
        KindInfo info = target.info();
        if (call.query("fieldManager").isEmpty()) {
            throw ApiError.invalid(
                    new Kind("meta.k8s.io", "v1", "PatchOptions", "patchoptions", false),
                    "",
                    List.of(FieldError.required("fieldManager", "is required for apply patch")));
        }
        Map<String, Object> body = Bodies.read(call);
        if (Tree.over(body).has("metadata", "managedFields")) {
            throw ApiError.badRequest("metadata.managedFields must be nil");
        }
        Bodies.check(call, info, body);
        Map<String, Object> applied = placed(target, body);
        Ownership.Manager who = manager(call, target);
        boolean[] created = {false};
        Resource done = retried(false, () -> {
            Optional<Resource> live = store.get(info.kind(), target.namespace(), target.name());
            created[0] = live.isEmpty();
            if (live.isEmpty() && !target.subresource().isEmpty()) {
                throw ApiError.notFound(info.kind(), target.name());
            }
            Map<String, Object> next = ownership(info)
                    .apply(
                            live.map(l -> Tree.copy(l.content())).orElseGet(LinkedHashMap::new),
                            applied,
                            who,
                            call.flag("force"));
            return live.isPresent()
                    ? store.update(info.kind(), new Resource(next), write(call, part(target)))
                    : store.create(info.kind(), new Resource(next), write(call, Write.Part.MAIN));
        });
        call.json(created[0] ? 201 : 200, reads.one(call, info, done));
    }

    /** Without a version of the client's own, a write that meets a newer object is done again on that. */
    private static Resource retried(boolean once, java.util.function.Supplier<Resource> write) {
        for (int i = 1; ; i++) {
            try {
                return write.get();
            } catch (ApiError e) {
                if (once
                        || i == TRIES
                        || !e.reason().equals("Conflict")
                        || !e.text().startsWith("Operation cannot")) {
                    throw e;
                }
            }
        }
    }

    /** The object with the path's namespace and name; refused when it says otherwise. */
    static Map<String, Object> placed(Target target, Map<String, Object> body) {
        Map<String, Object> object = Tree.copy(body);
        Tree metadata = Tree.over(object).make("metadata");
        Kind kind = target.info().kind();
        if (kind.namespaced()) {
            if (!metadata.text("namespace").isEmpty()
                    && !metadata.text("namespace").equals(target.namespace())) {
                throw ApiError.badRequest(
                        "the namespace of the provided object does not match the namespace sent on the request");
            }
            metadata.put(target.namespace(), "namespace");
        }
        if (!target.name().isEmpty()) {
            if (!metadata.text("name").isEmpty() && !metadata.text("name").equals(target.name())) {
                throw ApiError.badRequest("the name of the object (" + metadata.text("name")
                        + ") does not match the name on the URL (" + target.name() + ")");
            }
            metadata.put(target.name(), "name");
        }
        object.putIfAbsent("apiVersion", kind.apiVersion());
        object.putIfAbsent("kind", kind.kind());
        return object;
    }

    private static Ownership ownership(KindInfo info) {
        return new Ownership(info.schema().get());
    }

    private Ownership.Manager manager(Call call, Target target) {
        String name = call.query("fieldManager");
        if (name.isEmpty()) {
            name = call.header("User-Agent").split("/", 2)[0];
        }
        return new Ownership.Manager(
                name.isEmpty() ? "unknown" : name,
                target.subresource(),
                target.info().kind().apiVersion(),
                Times.text(store.clock().instant()));
    }

    static Write write(Call call, Write.Part part) {
        return new Write(part, call.query("dryRun").equals("All"));
    }

    void delete(Call call, Target target) throws IOException {
        DeleteOptions options = options(call);
        Resource before = store.require(target.info().kind(), target.namespace(), target.name());
        Optional<Resource> left = store.delete(target.info().kind(), target.namespace(), target.name(), options);
        if (left.isPresent()) {
            call.json(200, reads.one(call, target.info(), left.get()));
            return;
        }
        call.json(200, success(target.info().kind(), before));
    }

    private static Map<String, Object> success(Kind kind, Resource gone) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("name", gone.name());
        if (!kind.group().isEmpty()) {
            details.put("group", kind.group());
        }
        details.put("kind", kind.plural());
        details.put("uid", gone.uid());
        return succeeded(details);
    }

    static Map<String, Object> succeeded(Map<String, Object> details) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", Map.of());
        status.put("status", "Success");
        status.put("details", details);
        return status;
    }

    void deleteAll(Call call, Target target) throws IOException {
        DeleteOptions options = options(call);
        List<Object> gone = new ArrayList<>();
        for (Resource object : store.list(target.info().kind(), Reads.filter(call, target), 0, "")
                .items()) {
            try {
                store.delete(target.info().kind(), object.namespace(), object.name(), options);
                gone.add(object.content());
            } catch (ApiError e) {
                if (e.code() != 404) {
                    throw e;
                }
            }
        }
        call.json(
                200,
                Reads.ordered(
                        target.info().listKind(),
                        target.info().kind().apiVersion(),
                        Map.of("resourceVersion", Long.toString(store.version())),
                        gone));
    }

    static DeleteOptions options(Call call) throws IOException {
        Resource body = new Resource(Bodies.read(call));
        String propagation = body.text("propagationPolicy").orElse(call.query("propagationPolicy"));
        boolean orphan = body.flag("orphanDependents").orElse(call.flag("orphanDependents"));
        Optional<Long> grace = body.number("gracePeriodSeconds");
        if (grace.isEmpty() && call.asked("gracePeriodSeconds")) {
            grace = Optional.of(call.number("gracePeriodSeconds"));
        }
        boolean dryRun =
                call.query("dryRun").equals("All") || body.texts("dryRun").contains("All");
        return new DeleteOptions(
                grace,
                orphan || propagation.equals("Orphan")
                        ? DeleteOptions.Propagation.ORPHAN
                        : propagation.equals("Foreground")
                                ? DeleteOptions.Propagation.FOREGROUND
                                : DeleteOptions.Propagation.BACKGROUND,
                body.text("preconditions", "uid"),
                body.text("preconditions", "resourceVersion"),
                dryRun);
    }
}
