package io.millwright.metrics.facts;

import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a Prometheus selects of one kind.
 *
 * @param own the namespace of the Prometheus
 * @param objects the selector; none selects nothing, an empty one everything
 * @param namespaces the namespaces' selector; none is the own namespace, an empty one all
 */
public record Selection(String own, Optional<Resource> objects, Optional<Resource> namespaces) {
    /** @param word {@code rule}, {@code serviceMonitor}, {@code podMonitor} */
    public static Selection of(Server s, String word) {
        return new Selection(
                s.namespace(), part(s.object(), word + "Selector"), part(s.object(), word + "NamespaceSelector"));
    }

    @SuppressWarnings("unchecked")
    private static Optional<Resource> part(Resource object, String field) {
        return object.at("spec", field).filter(Map.class::isInstance).map(m -> new Resource((Map<String, Object>) m));
    }

    /** @param namespaceLabels the labels of a namespace by its name */
    public boolean selects(Resource object, Function<String, Map<String, String>> namespaceLabels) {
        return objects.filter(o -> matches(o, object.textMap("metadata", "labels")))
                        .isPresent()
                && namespaces
                        .map(n -> matches(n, namespaceLabels.apply(object.namespace())))
                        .orElse(object.namespace().equals(own));
    }

    /** The labels that an object lacks to be selected; empty when more than exact labels is asked for. */
    public Map<String, String> exactLabels() {
        return objects.map(o -> o.textMap("matchLabels")).orElse(Map.of());
    }

    /** Whether that label selector matches. An empty one matches everything. */
    public static boolean matches(Resource selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(selector.textMap("matchLabels").entrySet())
                && selector.items("matchExpressions").stream().allMatch(e -> holds(e, labels));
    }

    private static boolean holds(Resource expression, Map<String, String> labels) {
        Optional<String> value =
                Optional.ofNullable(labels.get(expression.text("key").orElse("")));
        List<String> values = expression.texts("values");
        return switch (expression.text("operator").orElse("")) {
            case "In" -> value.filter(values::contains).isPresent();
            case "NotIn" -> value.filter(values::contains).isEmpty();
            case "Exists" -> value.isPresent();
            case "DoesNotExist" -> value.isEmpty();
            default -> false;
        };
    }
}
