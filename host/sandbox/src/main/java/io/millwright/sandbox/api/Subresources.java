package io.millwright.sandbox.api;

import io.millwright.sandbox.patch.JsonPatch;
import io.millwright.sandbox.patch.MergePatch;
import io.millwright.sandbox.schema.Tree;
import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.KindInfo;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.sandbox.store.Times;
import io.millwright.sandbox.store.Write;
import io.millwright.sandbox.table.JsonPath;
import io.millwright.spi.Kind;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Scale, binding, tokens, finalize. */
final class Subresources {
    private static final Kind SCALE = new Kind("autoscaling", "v1", "Scale", "scales", true);
    private final ObjectStore store;

    Subresources(ObjectStore store) {
        this.store = store;
    }

    void scale(Call call, Target target) throws IOException {
        KindInfo.Scale paths = target.info().scale().orElseThrow(ApiError::noSuchResource);
        Resource done = switch (call.method()) {
            case "GET" -> store.require(target.info().kind(), target.namespace(), target.name());
            case "PUT" -> put(call, target, paths, new Resource(Bodies.read(call)));
            case "PATCH" -> patch(call, target, paths);
            default -> throw ApiError.methodNotAllowed();
        };
        call.json(200, scale(paths, done));
    }

    /** Who names no version means the newest: a controller's write in between is no conflict, as on a real API server. */
    private Resource put(Call call, Target target, KindInfo.Scale paths, Resource wanted) {
        return newest(target, object -> scaled(call, target, paths, object, wanted));
    }

    /** A patch is applied to what is there, and once more when that has changed meanwhile; a version in it must be that of what is there. */
    private Resource patch(Call call, Target target, KindInfo.Scale paths) throws IOException {
        boolean json = call.header("Content-Type").startsWith("application/json-patch");
        Object patch = json ? Bodies.value(call) : Bodies.read(call);
        return newest(target, object -> {
            Map<String, Object> scale = scale(paths, object);
            Map<String, Object> wanted = patch instanceof Map<?, ?> merge && !json
                    ? MergePatch.apply(scale, merge)
                    : JsonPatch.apply(scale, patch);
            return scaled(call, target, paths, object, new Resource(wanted));
        });
    }

    private Resource newest(Target target, UnaryOperator<Resource> change) {
        for (int attempt = 1; ; attempt++) {
            Resource seen = store.require(target.info().kind(), target.namespace(), target.name());
            try {
                return change.apply(seen);
            } catch (ApiError e) {
                boolean moved = !store.require(target.info().kind(), target.namespace(), target.name())
                        .resourceVersion()
                        .equals(seen.resourceVersion());
                if (e.code() != 409 || !moved || attempt == 5) {
                    throw e;
                }
            }
        }
    }

    /** With the version that is wanted, or else with that of the object as it was seen. */
    private Resource scaled(Call call, Target target, KindInfo.Scale paths, Resource object, Resource wanted) {
        long replicas = wanted.number("spec", "replicas").orElse(0L);
        if (replicas < 0) {
            throw ApiError.invalid(
                    SCALE,
                    target.name(),
                    List.of(io.millwright.sandbox.schema.FieldError.invalid(
                            "spec.replicas", replicas, "must be greater than or equal to 0")));
        }
        Resource next = object.with(replicas, words(paths.specPath()));
        return store.update(
                target.info().kind(),
                wanted.resourceVersion().isEmpty()
                        ? next
                        : next.with(wanted.resourceVersion(), "metadata", "resourceVersion"),
                Writes.write(call, Write.Part.MAIN));
    }

    private static String[] words(String path) {
        return path.replaceFirst("^\\.", "").split("\\.");
    }

    private static Map<String, Object> scale(KindInfo.Scale paths, Resource object) {
        Map<String, Object> scale = new LinkedHashMap<>();
        scale.put("kind", "Scale");
        scale.put("apiVersion", "autoscaling/v1");
        Map<String, Object> metadata = new LinkedHashMap<>();
        for (String field : List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
            object.text("metadata", field).ifPresent(v -> metadata.put(field, v));
        }
        scale.put("metadata", metadata);
        scale.put(
                "spec",
                Map.of("replicas", object.number(words(paths.specPath())).orElse(0L)));
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("replicas", object.number(words(paths.statusPath())).orElse(0L));
        if (!paths.selectorPath().isEmpty()) {
            new JsonPath(paths.selectorPath())
                    .select(object.content()).stream()
                            .findFirst()
                            .ifPresent(s -> status.put("selector", s instanceof Map<?, ?> m ? text(m) : s.toString()));
        }
        scale.put("status", status);
        return scale;
    }

    @SuppressWarnings("unchecked")
    private static String text(Map<?, ?> selector) {
        return LabelSelector.of(new Resource((Map<String, Object>) selector)).text();
    }

    void bind(Call call, Target target) throws IOException {
        Resource body = new Resource(Bodies.read(call));
        Resource pod = store.require(Kind.POD, target.namespace(), target.name());
        if (!pod.text("spec", "nodeName").orElse("").isEmpty()) {
            throw ApiError.conflict(
                    new Kind("", "v1", "Pod", "pods/binding", true),
                    target.name(),
                    "pod " + target.name() + " is already assigned to node \""
                            + pod.text("spec", "nodeName").orElse("") + "\"");
        }
        store.update(Kind.POD, pod.with(body.text("target", "name").orElse(""), "spec", "nodeName"));
        call.json(
                201,
                Map.of("kind", "Status", "apiVersion", "v1", "metadata", Map.of(), "status", "Success", "code", 201));
    }

    void token(Call call, Target target) throws IOException {
        store.require(Kind.SERVICE_ACCOUNT, target.namespace(), target.name());
        Tree request = Tree.over(Tree.copy(Bodies.read(call)));
        long life = request.at("spec", "expirationSeconds").orElse(3600L) instanceof Number n ? n.longValue() : 3600;
        request.put("TokenRequest", "kind").put("authentication.k8s.io/v1", "apiVersion");
        request.put("system:serviceaccount:" + target.namespace() + ":" + target.name(), "status", "token");
        request.put(
                Times.text(store.clock().instant().plus(Duration.ofSeconds(life))), "status", "expirationTimestamp");
        call.json(201, request.resource());
    }

    /** Replaces a namespace's own finalizers: the namespace controller's way to let it go. */
    void finalizeNamespace(Call call, Target target) throws IOException {
        Resource body = new Resource(Bodies.read(call));
        Resource before = store.require(Kind.NAMESPACE, "", target.name());
        List<String> left = new ArrayList<>(body.texts("spec", "finalizers"));
        Resource next = left.isEmpty() ? before.without("spec", "finalizers") : before.with(left, "spec", "finalizers");
        call.json(200, store.update(Kind.NAMESPACE, next, Writes.write(call, Write.Part.ALL)));
    }
}
