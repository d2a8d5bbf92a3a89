package io.millwright.sandbox.api;

import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.ObjectStore;
import io.millwright.sandbox.store.Registry;
import io.millwright.spi.ClusterView;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out what a request is about, and who answers it. */
final class Router {
    private final ObjectStore store;
    private final Denials denials;
    private final Reads reads;
    private final Writes writes;
    private final Subresources subresources;
    private final Evictions evictions;
    private final Pods pods;
    private final Reviews reviews;
    private final Metrics metrics;
    private final List<Extension> extensions;

    Router(ObjectStore store, Denials denials, List<Extension> extensions) {
        this.store = store;
        this.denials = denials;
        this.reads = new Reads(store);
        this.writes = new Writes(store, reads);
        this.subresources = new Subresources(store);
        this.evictions = new Evictions(store);
        this.pods = new Pods(store, extensions);
        this.reviews = new Reviews(denials);
        this.metrics = new Metrics(store);
        this.extensions = extensions;
    }

    void handle(Call call) throws IOException {
        try {
            route(call);
        } catch (ApiError e) {
            call.json(e.code(), e.status());
        } catch (RuntimeException e) {
            ApiError error = new ApiError(
                    500,
                    "InternalError",
                    "Internal error occurred: " + e,
                    Map.of("causes", List.of(Map.of("message", e.toString()))));
            call.json(500, error.status());
        }
    }

    void fail(Call call, int code) throws IOException {
        String reason = switch (code) {
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "NotFound";
            case 409 -> "Conflict";
            case 429 -> "TooManyRequests";
            case 500 -> "InternalError";
            case 503 -> "ServiceUnavailable";
            case 504 -> "Timeout";
            default -> "";
        };
        String message = code == 401 ? "Unauthorized" : "the sandbox was told to answer " + code;
        call.json(code, new ApiError(code, reason, message, Map.of()).status());
    }

    private void route(Call call) throws IOException {
        List<String> words =
                Stream.of(call.path().split("/")).filter(w -> !w.isEmpty()).toList();
        String first = words.isEmpty() ? "" : words.getFirst();
        switch (first) {
            case "api" -> core(call, words);
            case "apis" -> group(call, words);
            case "version" -> call.json(200, version());
            case "healthz", "livez", "readyz" -> call.text(200, "ok");
            case "openapi" -> openApi(call, words);
            case "" ->
                call.json(
                        200,
                        Map.of(
                                "paths",
                                List.of("/api", "/apis", "/healthz", "/livez", "/openapi/v3", "/readyz", "/version")));
            default -> other(call);
        }
    }

    /** What isn't Kubernetes' but an extension's. */
    private void other(Call call) throws IOException {
        for (Extension extension : extensions) {
            Optional<ClusterView.HttpReply> reply = extension.other(call.method(), call.path());
            if (reply.isPresent()) {
                call.text(reply.get().status(), reply.get().body());
                return;
            }
        }
        throw ApiError.noSuchResource();
    }

    private void core(Call call, List<String> words) throws IOException {
        Discovery discovery = new Discovery(store.kinds());
        if (words.size() == 1) {
            document(call, discovery.coreVersions(), () -> discovery.aggregated(true));
        } else if (!words.get(1).equals("v1")) {
            throw ApiError.noSuchResource();
        } else if (words.size() == 2) {
            call.json(200, discovery.resources("", "v1"));
        } else {
            resource(call, "", "v1", words.subList(2, words.size()));
        }
    }

    private void group(Call call, List<String> words) throws IOException {
        Discovery discovery = new Discovery(store.kinds());
        switch (words.size()) {
            case 1 -> document(call, discovery.groupList(), () -> discovery.aggregated(false));
            case 2 -> call.json(200, discovery.groupDocument(words.get(1)));
            case 3 -> call.json(200, discovery.resources(words.get(1), words.get(2)));
            default -> resource(call, words.get(1), words.get(2), words.subList(3, words.size()));
        }
    }

    private static void document(
            Call call, Map<String, Object> plain, java.util.function.Supplier<Map<String, Object>> aggregated)
            throws IOException {
        if (Accept.of(call.header("Accept")) == Accept.DISCOVERY) {
            call.send(200, Discovery.AGGREGATED, new io.millwright.sandbox.schema.Json().bytes(aggregated.get()));
        } else {
            call.json(200, plain);
        }
    }

    private void openApi(Call call, List<String> words) throws IOException {
        OpenApi openApi = new OpenApi(store.kinds());
        if (words.size() == 2 && words.get(1).equals("v2")) {
            call.json(200, OpenApi.old());
        } else if (words.size() == 2 && words.get(1).equals("v3")) {
            call.json(200, openApi.index());
        } else if (words.size() > 2 && words.get(1).equals("v3")) {
            call.json(200, openApi.of(String.join("/", words.subList(2, words.size()))));
        } else {
            throw ApiError.noSuchResource();
        }
    }

    private static Map<String, Object> version() {
        Map<String, Object> version = new LinkedHashMap<>();
        version.put("major", "1");
        version.put("minor", "37");
        version.put("gitVersion", "v1.37.2");
        version.put("gitCommit", "sandbox");
        version.put("gitTreeState", "clean");
        version.put("buildDate", "2026-11-01T00:00:00Z");
        version.put("goVersion", "none");
        version.put("compiler", "none");
        version.put("platform", "linux/amd64");
        return version;
    }

    private void resource(Call call, String group, String version, List<String> words) throws IOException {
        String user = Users.ofHeader(call.header("Authorization"));
        String last = words.getLast();
        if (Reviews.serves(group, last)) {
            reviews.answer(call, user, group, last);
            return;
        }
        Registry registry = store.kinds();
        if (group.equals(Metrics.GROUP) && version.equals(Metrics.VERSION)) {
            Target measured = Target.parse(registry, "v1", words);
            denials.check(
                    user, verb(call, measured), group, measured.resource(), measured.namespace(), measured.name());
            metrics.answer(call, measured);
            return;
        }
        Target target = Target.parse(registry, group.isEmpty() ? version : group + "/" + version, words);
        denials.check(user, verb(call, target), group, target.resource(), target.namespace(), target.name());
        if (target.subresource().isEmpty()) {
            main(call, target);
        } else {
            subresource(call, target);
        }
    }

    private static String verb(Call call, Target target) {
        boolean one = !target.name().isEmpty();
        return switch (call.method()) {
            case "GET", "HEAD" -> call.flag("watch") ? "watch" : one ? "get" : "list";
            case "POST" -> "create";
            case "PUT" -> "update";
            case "PATCH" -> "patch";
            case "DELETE" -> one ? "delete" : "deletecollection";
            default -> throw ApiError.methodNotAllowed();
        };
    }

    private void main(Call call, Target target) throws IOException {
        switch (verb(call, target)) {
            case "watch" -> reads.watch(call, target);
            case "get" -> reads.get(call, target);
            case "list" -> reads.list(call, target);
            case "create" -> {
                if (!target.name().isEmpty()
                        || target.info().kind().namespaced()
                                && target.namespace().isEmpty()) {
                    throw ApiError.methodNotAllowed();
                }
                writes.create(call, target);
            }
            case "update" -> {
                named(target);
                writes.replace(call, target);
            }
            case "patch" -> {
                named(target);
                writes.patch(call, target);
            }
            case "delete" -> writes.delete(call, target);
            default -> writes.deleteAll(call, target);
        }
    }

    private static void named(Target target) {
        if (target.name().isEmpty()) {
            throw ApiError.methodNotAllowed();
        }
    }

    private void subresource(Call call, Target target) throws IOException {
        String on = target.info().kind().resourceName();
        switch (target.subresource()) {
            case "status" -> status(call, target);
            case "scale" -> subresources.scale(call, target);
            case "log" -> only(call, on, "pods", "GET", () -> pods.logs(call, target));
            case "eviction" -> only(call, on, "pods", "POST", () -> evictions.evict(call, target));
            case "binding" -> only(call, on, "pods", "POST", () -> subresources.bind(call, target));
            case "token" -> only(call, on, "serviceaccounts", "POST", () -> subresources.token(call, target));
            case "finalize" -> only(call, on, "namespaces", "PUT", () -> subresources.finalizeNamespace(call, target));
            case "proxy" -> {
                if (!on.equals("pods") && !on.equals("services")) {
                    throw ApiError.noSuchResource();
                }
                pods.proxy(call, target);
            }
            case "exec", "attach", "portforward" ->
                throw new ApiError(
                        501,
                        "NotImplemented",
                        target.subresource()
                                + " is not available in the sandbox: its containers are simulated and run no processes",
                        Map.of());
            default -> throw ApiError.noSuchResource();
        }
    }

    private interface Answer {
        void give() throws IOException;
    }

    private static void only(Call call, String on, String resource, String method, Answer answer) throws IOException {
        if (!on.equals(resource)) {
            throw ApiError.noSuchResource();
        }
        if (!call.method().equals(method)) {
            throw ApiError.methodNotAllowed();
        }
        answer.give();
    }

    private void status(Call call, Target target) throws IOException {
        if (!target.info().hasStatus()) {
            throw ApiError.noSuchResource();
        }
        switch (call.method()) {
            case "GET" -> reads.get(call, target);
            case "PUT" -> writes.replace(call, target);
            case "PATCH" -> writes.patch(call, target);
            default -> throw ApiError.methodNotAllowed();
        }
    }
}
