package io.millwright.sandbox.conformance;

import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/** A custom kind for tests. */
final class Widgets {
    private Widgets() {}

    static Map<String, Object> definition(String group) {
        Map<String, Object> spec = Map.of(
                "type",
                "object",
                "required",
                List.of("size"),
                "properties",
                Map.of(
                        "size",
                        Map.of("type", "integer", "minimum", 1),
                        "mode",
                        Map.of("type", "string", "enum", List.of("calm", "busy"), "default", "calm")));
        Map<String, Object> status = Map.of(
                "type",
                "object",
                "properties",
                Map.of("phase", Map.of("type", "string"), "size", Map.of("type", "integer")));
        Map<String, Object> version = Map.of(
                "name",
                "v1",
                "served",
                true,
                "storage",
                true,
                "schema",
                Map.of(
                        "openAPIV3Schema",
                        Map.of("type", "object", "properties", Map.of("spec", spec, "status", status))),
                "subresources",
                Map.of(
                        "status",
                        Map.of(),
                        "scale",
                        Map.of("specReplicasPath", ".spec.size", "statusReplicasPath", ".status.size")),
                "additionalPrinterColumns",
                List.of(
                        Map.of("name", "Phase", "type", "string", "jsonPath", ".status.phase"),
                        Map.of("name", "Age", "type", "date", "jsonPath", ".metadata.creationTimestamp")));
        return Map.of(
                "apiVersion",
                "apiextensions.k8s.io/v1",
                "kind",
                "CustomResourceDefinition",
                "metadata",
                Map.of("name", "widgets." + group),
                "spec",
                Map.of(
                        "group",
                        group,
                        "scope",
                        "Namespaced",
                        "names",
                        Map.of("kind", "Widget", "plural", "widgets"),
                        "versions",
                        List.of(version)));
    }

    static Map<String, Object> widget(String group, String name, Map<String, ?> spec) {
        return Map.of("apiVersion", group + "/v1", "kind", "Widget", "metadata", Map.of("name", name), "spec", spec);
    }

    /** Whether a watch event shows an established definition. */
    static boolean established(Resource event) {
        return event.items("object", "status", "conditions").stream()
                .anyMatch(c -> c.text("type").orElse("").equals("Established")
                        && c.text("status").orElse("").equals("True"));
    }
}
