package io.millwright.sandbox.store;

import io.millwright.sandbox.schema.FieldError;
import io.millwright.sandbox.schema.Tree;
import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The validation of built-in kinds that users meet: required parts, selectors, what may not change. Not all of upstream's. */
final class BuiltinRules {
    private static final String IMMUTABLE = "field is immutable";

    private BuiltinRules() {}

    static List<FieldError> metadata(Tree o) {
        List<FieldError> errors = new ArrayList<>();
        o.child("metadata", "labels")
                .ifPresent(labels -> labels.root()
                        .values()
                        .forEach(v -> Names.labelValue("metadata.labels", String.valueOf(v))
                                .ifPresent(errors::add)));
        return errors;
    }

    static List<FieldError> object(KindInfo info, Tree o) {
        List<FieldError> errors = new ArrayList<>();
        switch (info.kind().plural()) {
            case "pods" -> podSpec(o.make("spec"), "spec", errors);
            case "deployments", "replicasets", "statefulsets", "daemonsets" -> workload(o, errors);
            case "jobs" -> podSpec(o.make("spec", "template", "spec"), "spec.template.spec", errors);
            case "services" -> service(o, errors);
            case "persistentvolumeclaims" -> {
                if (o.at("spec", "accessModes").isEmpty()) {
                    errors.add(FieldError.required("spec.accessModes", "at least 1 access mode is required"));
                }
                if (o.at("spec", "resources", "requests", "storage").isEmpty()) {
                    errors.add(FieldError.required("spec.resources[storage]", ""));
                }
            }
            case "poddisruptionbudgets" -> {
                if (o.has("spec", "minAvailable") && o.has("spec", "maxUnavailable")) {
                    errors.add(
                            FieldError.invalid("spec", "object", "minAvailable and maxUnavailable cannot be both set"));
                }
            }
            default -> {}
        }
        if (number(o.at("spec", "replicas")) < 0) {
            errors.add(FieldError.invalid(
                    "spec.replicas", number(o.at("spec", "replicas")), "must be greater than or equal to 0"));
        }
        return errors;
    }

    private static void workload(Tree o, List<FieldError> errors) {
        Map<String, Object> selector =
                o.child("spec", "selector").map(Tree::root).orElse(Map.of());
        Map<String, Object> labels = o.child("spec", "template", "metadata", "labels")
                .map(Tree::root)
                .orElse(Map.of());
        if (selector.isEmpty()) {
            errors.add(FieldError.required("spec.selector", ""));
        }
        if (selector.isEmpty() || !LabelSelector.of(new Resource(selector)).selects(new Resource(labels).textMap())) {
            errors.add(FieldError.invalid(
                    "spec.template.metadata.labels", goMap(labels), "`selector` does not match template `labels`"));
        }
        podSpec(o.make("spec", "template", "spec"), "spec.template.spec", errors);
    }

    private static Object goMap(Map<String, Object> labels) {
        Map<String, Object> quoted = new LinkedHashMap<>();
        labels.forEach((k, v) -> quoted.put("\"" + k + "\"", "\"" + v + "\""));
        StringBuilder text = new StringBuilder();
        quoted.forEach((k, v) ->
                text.append(text.isEmpty() ? "" : ",").append(k).append(":").append(v));
        return new Raw("{" + text + "}");
    }

    private record Raw(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static void podSpec(Tree spec, String path, List<FieldError> errors) {
        List<Tree> containers = spec.items("containers");
        if (containers.isEmpty()) {
            errors.add(FieldError.required(path + ".containers", ""));
        }
        java.util.Set<String> names = new java.util.HashSet<>();
        for (int i = 0; i < containers.size(); i++) {
            Tree c = containers.get(i);
            String here = path + ".containers[" + i + "]";
            if (c.text("name").isEmpty()) {
                errors.add(FieldError.required(here + ".name", ""));
            } else if (!names.add(c.text("name"))) {
                errors.add(FieldError.duplicate(here + ".name", c.text("name")));
            } else {
                Names.label(here + ".name", c.text("name")).ifPresent(errors::add);
            }
            if (c.text("image").isEmpty()) {
                errors.add(FieldError.required(here + ".image", ""));
            }
        }
    }

    private static void service(Tree o, List<FieldError> errors) {
        boolean needsPorts = !o.text("spec", "clusterIP").equals("None")
                && !o.text("spec", "type").equals("ExternalName");
        if (needsPorts && o.items("spec", "ports").isEmpty()) {
            errors.add(FieldError.required("spec.ports", ""));
        }
        List<Object> types = List.of("ClusterIP", "ExternalName", "LoadBalancer", "NodePort");
        if (!types.contains(o.text("spec", "type"))) {
            errors.add(FieldError.notSupported("spec.type", o.text("spec", "type"), types));
        }
    }

    /** What may not change once it is there. */
    static List<FieldError> change(KindInfo info, Resource before, Tree after) {
        List<FieldError> errors = new ArrayList<>();
        if (info.custom()) {
            return errors;
        }
        switch (info.kind().plural()) {
            case "deployments", "replicasets", "daemonsets", "jobs" -> fixed(before, after, errors, "spec", "selector");
            case "statefulsets" -> statefulSet(before, after, errors);
            case "secrets" -> {
                fixed(before, after, errors, "type");
                frozen(before, after, errors, "data");
            }
            case "configmaps" -> frozen(before, after, errors, "data");
            case "storageclasses" -> {
                fixed(before, after, errors, "provisioner");
                fixed(before, after, errors, "reclaimPolicy");
            }
            case "rolebindings", "clusterrolebindings" -> {
                if (!before.at("roleRef").equals(after.at("roleRef"))) {
                    errors.add(FieldError.invalid("roleRef", "object", "cannot change roleRef"));
                }
            }
            default -> {}
        }
        return errors;
    }

    private static void statefulSet(Resource before, Tree after, List<FieldError> errors) {
        for (String field : List.of("selector", "serviceName", "podManagementPolicy", "volumeClaimTemplates")) {
            if (!normal(before.at("spec", field)).equals(normal(after.at("spec", field)))) {
                errors.add(FieldError.forbidden(
                        "spec",
                        "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy',"
                                + " 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are"
                                + " forbidden"));
                return;
            }
        }
    }

    private static void fixed(Resource before, Tree after, List<FieldError> errors, String... path) {
        if (!normal(before.at(path)).equals(normal(after.at(path)))) {
            errors.add(FieldError.invalid(
                    String.join(".", path),
                    after.at(path).map(BuiltinRules::brief).orElse("null"),
                    IMMUTABLE));
        }
    }

    private static void frozen(Resource before, Tree after, List<FieldError> errors, String field) {
        if (before.flag("immutable").orElse(false) && !normal(before.at(field)).equals(normal(after.at(field)))) {
            errors.add(FieldError.forbidden(field, "field is immutable when `immutable` is set"));
        }
    }

    private static Object brief(Object value) {
        return value instanceof Map<?, ?> m ? new Raw(new io.millwright.sandbox.schema.Json().text(m)) : value;
    }

    private static Optional<Object> normal(Optional<Object> value) {
        return value.map(Tree::copyValue);
    }

    private static long number(Optional<Object> value) {
        return value.orElse(0L) instanceof Number n ? n.longValue() : 0;
    }
}
