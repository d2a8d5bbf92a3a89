package io.millwright.metrics.health;

import io.millwright.metrics.facts.Controllers;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether two operators work on the same objects. */
final class OperatorAlone extends OperatorCheck {
    OperatorAlone() {
        super(
                "metrics.operator.alone",
                "One operator for each object",
                Dimension.CONFIGURATION,
                "Deployments of prometheus-operator: two whose --namespaces overlap and whose --controller-id is the same are Critical.");
    }

    @Override
    List<Finding> look(Resource o, ClusterView view) {
        return Controllers.all(view).stream()
                .filter(x -> !(x.namespace().equals(o.namespace()) && x.name().equals(o.name())))
                .filter(x -> Controllers.argument(x, "controller-id").equals(Controllers.argument(o, "controller-id")))
                .filter(x -> overlap(scope(x), scope(o)))
                .findFirst()
                .map(x -> List.of(draft(
                                view,
                                Severity.CRITICAL,
                                "operators " + o.namespace() + "/" + o.name() + " and " + x.namespace() + "/" + x.name()
                                        + " work on the same objects")
                        .impact("Each undoes what the other does: pods end and start in a loop.")
                        .saw("the other", x.ref(Kind.DEPLOYMENT), "spec.template.spec.containers[].args", "same scope")
                        .manual(
                                "part them",
                                "Give one of them --controller-id, and its objects the annotation operator.prometheus.io/controller-id; or give"
                                        + " both disjoint --namespaces; or remove one.")
                        .build()))
                .orElse(List.of());
    }

    /** The namespaces where it looks for instances; empty for all. */
    private static Set<String> scope(Resource operator) {
        Optional<String> named = Controllers.argument(operator, "prometheus-instance-namespaces")
                .or(() -> Controllers.argument(operator, "namespaces"));
        return named.filter(n -> !n.isEmpty())
                .<Set<String>>map(n -> new HashSet<>(Arrays.asList(n.split(","))))
                .orElse(Set.of());
    }

    private static boolean overlap(Set<String> a, Set<String> b) {
        return a.isEmpty() || b.isEmpty() || a.stream().anyMatch(b::contains);
    }
}
