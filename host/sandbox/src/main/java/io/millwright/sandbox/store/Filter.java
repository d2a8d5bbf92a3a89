package io.millwright.sandbox.store;

import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which objects of a kind, with all that query parameters can say.
 *
 * @param namespace one namespace, or empty for all
 * @param labels the label selector
 * @param fields the field selector's parts
 */
public record Filter(String namespace, LabelSelector labels, List<Field> fields) {
    public Filter {
        fields = List.copyOf(fields);
    }

    public static final Filter ALL = new Filter("", LabelSelector.ALL, List.of());

    /** One part of a field selector. */
    public record Field(String path, String value, boolean equal) {
        boolean matches(Resource object) {
            String found = object.text(path.split("\\.")).orElse("");
            if (found.isEmpty() && path.equals("spec.unschedulable")) {
                found = "false";
            }
            return found.equals(value) == equal;
        }
    }

    private static final Set<String> POD = Set.of(
            "spec.nodeName",
            "spec.restartPolicy",
            "spec.schedulerName",
            "spec.serviceAccountName",
            "spec.hostNetwork",
            "status.phase",
            "status.podIP",
            "status.nominatedNodeName");
    private static final Set<String> EVENT = Set.of(
            "involvedObject.kind",
            "involvedObject.namespace",
            "involvedObject.name",
            "involvedObject.uid",
            "involvedObject.apiVersion",
            "involvedObject.resourceVersion",
            "involvedObject.fieldPath",
            "reason",
            "reportingComponent",
            "source",
            "type");
    private static final Map<String, Set<String>> FIELDS = Map.of(
            "pods", POD,
            "events", EVENT,
            "secrets", Set.of("type"),
            "namespaces", Set.of("status.phase"),
            "nodes", Set.of("spec.unschedulable"),
            "replicasets", Set.of("status.replicas"),
            "jobs", Set.of("status.successful"),
            "services", Set.of("spec.clusterIP", "spec.type"));

    public static Filter of(Selector selector) {
        List<Field> fields = new ArrayList<>();
        selector.fields().forEach((path, value) -> fields.add(new Field(path, value, true)));
        return new Filter(selector.namespace(), LabelSelector.of(selector.labels()), fields);
    }

    /**
     * From query parameters.
     *
     * @throws ApiError 400 when a selector can't be read, or the kind has no such field to select by
     */
    public static Filter parse(KindInfo info, String namespace, String labels, String fields) {
        List<Field> parts = new ArrayList<>();
        for (String part : fields.split(",")) {
            if (part.isBlank()) {
                continue;
            }
            String[] sides = part.trim().split("!=|==|=", 2);
            if (sides.length < 2) {
                throw ApiError.badRequest("invalid selector: '" + part + "'; can't understand '" + part + "'");
            }
            if (!supported(info, sides[0])) {
                throw ApiError.badRequest("field label not supported: " + sides[0]);
            }
            parts.add(new Field(sides[0], sides[1], !part.contains("!=")));
        }
        return new Filter(namespace, LabelSelector.parse(labels), parts);
    }

    private static boolean supported(KindInfo info, String path) {
        if (path.equals("metadata.name") || path.equals("metadata.namespace")) {
            return true;
        }
        return info.custom()
                ? info.selectable().contains("." + path)
                : FIELDS.getOrDefault(info.kind().plural(), Set.of()).contains(path);
    }

    /** Whether the object is meant. */
    public boolean matches(Resource object) {
        if (!namespace.isEmpty() && !namespace.equals(object.namespace())) {
            return false;
        }
        for (Field field : fields) {
            if (!field.matches(object)) {
                return false;
            }
        }
        return labels.requirements().isEmpty()
                || labels.matches(
                        object.at("metadata", "labels").orElse(Map.of()) instanceof Map<?, ?> m ? m : Map.of());
    }
}
