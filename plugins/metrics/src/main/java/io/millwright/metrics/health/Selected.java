package io.millwright.metrics.health;

import io.millwright.kit.Tree;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Selection;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Whether monitors are selected by some Prometheus: those that aren't are ignored without a word. */
final class Selected extends ServerCheck {
    Selected() {
        super(
                "metrics.prometheus.selection",
                "Monitors and rules selected",
                Dimension.CONFIGURATION,
                Names.PROMETHEUS,
                "ServiceMonitors, PodMonitors and PrometheusRules in namespaces that this Prometheus looks at, that no Prometheus selects by its"
                        + " selectors: a Warning.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        List<Server> all = Server.all(view, Names.PROM);
        List<Resource> namespaces = view.list(Kind.NAMESPACE, Selector.ALL);
        Function<String, Map<String, String>> labels = name -> namespaces.stream()
                .filter(n -> n.name().equals(name))
                .findFirst()
                .map(n -> n.textMap("metadata", "labels"))
                .orElse(Map.of());
        List<Finding> found = new ArrayList<>();
        Map<String, Kind> kinds =
                Tree.of("serviceMonitor", Names.SERVICE_MONITOR, "podMonitor", Names.POD_MONITOR, "rule", Names.RULE);
        kinds.forEach((word, kind) -> {
            Selection own = Selection.of(s, word);
            Selection anyObject = new Selection(own.own(), Optional.of(new Resource(Map.of())), own.namespaces());
            List<Resource> ignored = own.objects().isEmpty()
                    ? List.of()
                    : view.list(kind, Selector.ALL).stream()
                            .filter(o -> anyObject.selects(o, labels))
                            .filter(o -> all.stream()
                                    .noneMatch(p -> Selection.of(p, word).selects(o, labels)))
                            .toList();
            if (!ignored.isEmpty()) {
                found.add(finding(s, kind, own, ignored, view));
            }
        });
        return found;
    }

    private Finding finding(Server s, Kind kind, Selection own, List<Resource> ignored, ClusterView view) {
        Resource first = ignored.getFirst();
        String missing = own.exactLabels().entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining(" "));
        boolean rule = kind.equals(Names.RULE);
        return draft(
                        view,
                        Severity.WARNING,
                        ignored.size() + " " + kind.kind() + (ignored.size() > 1 ? "s are" : " is")
                                + " selected by nobody: " + first.namespace() + "/" + first.name()
                                + (ignored.size() > 1 ? " and others" : ""))
                .suffix(kind.plural())
                .impact(rule ? "Its alerts don't exist." : "What it points at isn't measured.")
                .saw("labels", first.ref(kind), "metadata.labels", first.textMap("metadata", "labels"))
                .saw(
                        "selector",
                        s.ref(),
                        "spec."
                                + (rule
                                        ? "rule"
                                        : kind.kind().substring(0, 1).toLowerCase(Locale.ROOT)
                                                + kind.kind().substring(1))
                                + "Selector",
                        missing.isEmpty() ? "more than labels" : missing)
                .manual(
                        "label it, or select everything",
                        (missing.isEmpty()
                                        ? ""
                                        : "kubectl -n " + first.namespace() + " label " + kind.plural() + " "
                                                + first.name() + " " + missing + "\n")
                                + "Or set the chart's values prometheus.prometheusSpec.*SelectorNilUsesHelmValues to false.")
                .build();
    }
}
