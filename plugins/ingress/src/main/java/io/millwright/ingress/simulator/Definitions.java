package io.millwright.ingress.simulator;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.simulator.Json;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The definitions of the Gateway API and of Envoy Gateway, reduced: what plugin and simulator work with is typed, the rest takes anything. */
final class Definitions {
    private Definitions() {}

    /** Those of the Gateway API and Envoy Gateway's own, as of that bundle. */
    static List<Resource> all(String bundle) {
        return List.of(
                definition(Names.GATEWAY_CLASS, bundle, List.of("v1", "v1beta1"), classSpec()),
                definition(Names.GATEWAY, bundle, List.of("v1", "v1beta1"), gatewaySpec()),
                definition(Names.HTTP_ROUTE, bundle, List.of("v1", "v1beta1"), routeSpec()),
                definition(Names.GRPC_ROUTE, bundle, List.of("v1"), routeSpec()),
                definition(Names.TLS_ROUTE, bundle, List.of("v1"), routeSpec()),
                definition(Names.REFERENCE_GRANT, bundle, List.of("v1beta1"), open()),
                definition(Names.ENVOY_PROXY, "", List.of("v1alpha1"), open()));
    }

    private static Resource definition(Kind kind, String bundle, List<String> versions, Map<String, Object> spec) {
        List<Object> served = new ArrayList<>();
        for (String version : versions) {
            served.add(Json.map(
                    "name",
                    version,
                    "served",
                    true,
                    "storage",
                    version.equals(versions.getFirst()),
                    "subresources",
                    Json.map("status", Json.map()),
                    "schema",
                    Json.map(
                            "openAPIV3Schema",
                            Json.map(
                                    "type",
                                    "object",
                                    "properties",
                                    Json.map(
                                            "apiVersion",
                                            string(),
                                            "kind",
                                            string(),
                                            "metadata",
                                            Json.map("type", "object"),
                                            "spec",
                                            spec,
                                            "status",
                                            open())))));
        }
        Resource definition = Resource.of(
                Kind.CUSTOM_RESOURCE_DEFINITION,
                "",
                Names.definition(kind),
                Map.of(
                        "spec",
                        Json.map(
                                "group",
                                kind.group(),
                                "scope",
                                kind.namespaced() ? "Namespaced" : "Cluster",
                                "names",
                                Json.map(
                                        "kind",
                                        kind.kind(),
                                        "listKind",
                                        kind.kind() + "List",
                                        "plural",
                                        kind.plural(),
                                        "singular",
                                        kind.kind().toLowerCase(Locale.ROOT)),
                                "versions",
                                served)));
        return bundle.isEmpty()
                ? definition
                : definition.with(
                        Json.map(
                                "api-approved.kubernetes.io",
                                "https://github.com/kubernetes-sigs/gateway-api/pull/4530",
                                Names.BUNDLE_VERSION,
                                "v" + bundle,
                                Names.CHANNEL,
                                "standard"),
                        "metadata",
                        "annotations");
    }

    private static Map<String, Object> string() {
        return Json.map("type", "string");
    }

    private static Map<String, Object> open() {
        return Json.map("type", "object", "x-kubernetes-preserve-unknown-fields", true);
    }

    private static Map<String, Object> openList() {
        return Json.map("type", "array", "items", open());
    }

    private static Map<String, Object> classSpec() {
        return Json.map(
                "type",
                "object",
                "required",
                List.of("controllerName"),
                "properties",
                Json.map("controllerName", string(), "description", string(), "parametersRef", open()));
    }

    private static Map<String, Object> gatewaySpec() {
        return Json.map(
                "type",
                "object",
                "required",
                List.of("gatewayClassName", "listeners"),
                "properties",
                Json.map(
                        "gatewayClassName",
                        string(),
                        "infrastructure",
                        open(),
                        "addresses",
                        openList(),
                        "listeners",
                        Json.map(
                                "type",
                                "array",
                                "items",
                                Json.map(
                                        "type",
                                        "object",
                                        "required",
                                        List.of("name", "port", "protocol"),
                                        "properties",
                                        Json.map(
                                                "name",
                                                string(),
                                                "hostname",
                                                string(),
                                                "port",
                                                Json.map("type", "integer", "minimum", 1L, "maximum", 65535L),
                                                "protocol",
                                                string(),
                                                "tls",
                                                open(),
                                                "allowedRoutes",
                                                open())))));
    }

    private static Map<String, Object> routeSpec() {
        return Json.map(
                "type",
                "object",
                "properties",
                Json.map(
                        "parentRefs",
                        openList(),
                        "hostnames",
                        Json.map("type", "array", "items", string()),
                        "rules",
                        openList()));
    }
}
