package io.millwright.sandbox.api;

import io.millwright.sandbox.schema.BuiltinSchemas;
import io.millwright.sandbox.store.ApiError;
import io.millwright.sandbox.store.KindInfo;
import io.millwright.sandbox.store.Registry;
import io.millwright.spi.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The OpenAPI v3 documents: one for each group and version, with what kubectl needs to explain, validate and merge. */
final class OpenApi {
    private static final String META = "io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";
    private final Registry registry;

    OpenApi(Registry registry) {
        this.registry = registry;
    }

    /** {@code api/v1}, {@code apis/apps/v1}. */
    private static String document(Kind kind) {
        return (kind.group().isEmpty() ? "api/" : "apis/") + kind.apiVersion();
    }

    Map<String, Object> index() {
        Map<String, Object> paths = new TreeMap<>();
        for (KindInfo info : registry.all()) {
            String document = document(info.kind());
            paths.put(document, Map.of("serverRelativeURL", "/openapi/v3/" + document));
        }
        return Map.of("paths", paths);
    }

    Map<String, Object> of(String document) {
        List<KindInfo> kinds = registry.all().stream()
                .filter(k -> document(k.kind()).equals(document))
                .toList();
        if (kinds.isEmpty()) {
            throw ApiError.noSuchResource();
        }
        Map<String, Object> paths = new TreeMap<>();
        Map<String, Object> schemas = new TreeMap<>();
        for (KindInfo info : kinds) {
            String name = schema(info, schemas);
            paths(info, name, paths);
        }
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("openapi", "3.0.0");
        root.put("info", Map.of("title", "Kubernetes", "version", "v1.37.2"));
        root.put("paths", paths);
        root.put("components", Map.of("schemas", schemas));
        return root;
    }

    private static String schema(KindInfo info, Map<String, Object> schemas) {
        if (!info.custom()) {
            String name = BuiltinSchemas.get().name(info.kind()).orElse("");
            collect(name, schemas);
            return name;
        }
        List<String> words = new ArrayList<>(List.of(info.kind().group().split("\\.")));
        Collections.reverse(words);
        String name = String.join(".", words) + "." + info.kind().version() + "."
                + info.kind().kind();
        Map<String, Object> node = new LinkedHashMap<>(info.schema().get().node());
        Map<String, Object> properties = new LinkedHashMap<>();
        if (node.get("properties") instanceof Map<?, ?> p) {
            p.forEach((k, v) -> properties.put(String.valueOf(k), v));
        }
        properties.putIfAbsent("apiVersion", Map.of("type", "string"));
        properties.putIfAbsent("kind", Map.of("type", "string"));
        properties.put(
                "metadata",
                Map.of(
                        "allOf",
                        List.of(Map.of("$ref", "#/components/schemas/" + META)),
                        "description",
                        "Standard object's metadata."));
        node.put("properties", properties);
        node.put("x-kubernetes-group-version-kind", List.of(gvk(info.kind())));
        schemas.put(name, node);
        collect(META, schemas);
        return name;
    }

    /** The component and all that it refers to. */
    private static void collect(String name, Map<String, Object> schemas) {
        Map<String, Object> node = BuiltinSchemas.get().components().get(name);
        if (node != null && schemas.putIfAbsent(name, node) == null) {
            references(node, schemas);
        }
    }

    private static void references(Object node, Map<String, Object> schemas) {
        switch (node) {
            case Map<?, ?> map ->
                map.forEach((k, v) -> {
                    if (k.equals("$ref") && v instanceof String ref) {
                        collect(ref.substring(ref.lastIndexOf('/') + 1), schemas);
                    } else if (v != null) {
                        references(v, schemas);
                    }
                });
            case List<?> list -> list.forEach(v -> references(v, schemas));
            default -> {}
        }
    }

    private static Map<String, Object> gvk(Kind kind) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("group", kind.group());
        map.put("kind", kind.kind());
        map.put("version", kind.version());
        return map;
    }

    private static void paths(KindInfo info, String schema, Map<String, Object> paths) {
        String base = "/" + document(info.kind());
        String collection = base
                + (info.kind().namespaced() ? "/namespaces/{namespace}/" : "/")
                + info.kind().plural();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("get", operation(info, schema, "list", false));
        all.put("post", operation(info, schema, "post", true));
        paths.put(collection, all);
        if (info.kind().namespaced()) {
            paths.put(base + "/" + info.kind().plural(), Map.of("get", operation(info, schema, "list", false)));
        }
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("get", operation(info, schema, "get", false));
        one.put("put", operation(info, schema, "put", true));
        one.put("patch", operation(info, schema, "patch", true));
        one.put("delete", operation(info, schema, "delete", false));
        paths.put(collection + "/{name}", one);
    }

    private static Map<String, Object> operation(KindInfo info, String schema, String action, boolean write) {
        List<Object> parameters = new ArrayList<>();
        if (write) {
            for (String name : List.of("dryRun", "fieldManager", "fieldValidation")) {
                parameters.add(
                        Map.of("name", name, "in", "query", "schema", Map.of("type", "string", "uniqueItems", true)));
            }
        }
        Map<String, Object> content =
                Map.of("application/json", Map.of("schema", Map.of("$ref", "#/components/schemas/" + schema)));
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("operationId", action + info.kind().kind());
        operation.put("parameters", parameters);
        operation.put("responses", Map.of("200", Map.of("description", "OK", "content", content)));
        operation.put("x-kubernetes-action", action);
        operation.put("x-kubernetes-group-version-kind", gvk(info.kind()));
        return operation;
    }

    /** The old document: valid, and empty. Clients of the last years read the new one. */
    static Map<String, Object> old() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("swagger", "2.0");
        root.put("info", Map.of("title", "Kubernetes", "version", "v1.37.2"));
        root.put("paths", Map.of());
        root.put("definitions", Map.of());
        return root;
    }
}
