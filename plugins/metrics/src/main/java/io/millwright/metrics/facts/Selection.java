package io.millwright.metrics.facts;

import io.millwright.spi.LabelSelector;
import io.millwright.spi.Resource;
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
        return objects.filter(o -> LabelSelector.of(o).selects(object)).isPresent()
                && namespaces
                        .map(n -> LabelSelector.of(n).selects(namespaceLabels.apply(object.namespace())))
                        .orElse(object.namespace().equals(own));
    }

    /** The labels that an object lacks to be selected; empty when more than exact labels is asked for. */
    public Map<String, String> exactLabels() {
        return objects.map(o -> o.textMap("matchLabels")).orElse(Map.of());
    }
}
