package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Metrics;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A check of figures that nodes tell on their metrics port. A node that doesn't tell is never taken for a good one.
 *
 * @param <F> what a node tells
 */
abstract class BrokerFigure<F> extends ClusterCheck {
    BrokerFigure(String id, String title, Dimension dimension, String looksAt) {
        super(id, title, dimension, looksAt + " A cluster without metrics, or a node that doesn't answer, is Unknown.");
    }

    /** The nodes to ask. */
    abstract List<Resource> nodes(KafkaCluster c, ClusterView view);

    /** The figure of a node; empty when its page lacks it. */
    abstract Optional<F> figure(Metrics metrics);

    /** What the figures say, of the nodes that told. */
    abstract List<Finding> judge(KafkaCluster c, Map<Resource, F> figures, boolean complete, ClusterView view);

    /** What can't be said when the figures can't be read, as a sentence. */
    abstract String unsaid();

    @Override
    final List<Finding> look(KafkaCluster c, ClusterView view) {
        List<Resource> nodes = nodes(c, view);
        if (nodes.isEmpty()) {
            return List.of();
        }
        if (!c.metrics()) {
            return List.of(draft(view, Severity.UNKNOWN, info().title() + " can't be seen: the cluster has no metrics")
                    .suffix("unknown")
                    .impact(unsaid())
                    .saw("metrics", c.ref(), "spec.kafka.metricsConfig", "absent")
                    .run("switch metrics on", "enable-metrics", Map.of())
                    .build());
        }
        Map<Resource, F> figures = new LinkedHashMap<>();
        List<Resource> silent = new ArrayList<>();
        BrokerMetrics.of(nodes, view)
                .forEach((node, page) ->
                        page.flatMap(this::figure).ifPresentOrElse(v -> figures.put(node, v), () -> silent.add(node)));
        List<Finding> findings = new ArrayList<>(judge(c, figures, silent.isEmpty(), view));
        if (!silent.isEmpty() && findings.isEmpty()) {
            findings.add(silent(silent, view));
        }
        return findings;
    }

    private Finding silent(List<Resource> silent, ClusterView view) {
        FindingDraft draft = draft(view, Severity.UNKNOWN, silent.size() + " nodes don't tell: " + info().title())
                .suffix("unknown")
                .impact(unsaid());
        silent.stream()
                .limit(3)
                .forEach(p -> draft.saw(
                        "metrics",
                        p.ref(Kind.POD),
                        "port " + Strimzi.METRICS_PORT + " " + BrokerMetrics.PATH,
                        "no answer, or no such figure"));
        Resource first = silent.getFirst();
        return draft.manual(
                        "ask the node itself",
                        "kubectl -n " + first.namespace() + " get pod " + first.name() + "\nkubectl -n "
                                + first.namespace() + " exec " + first.name()
                                + " -c kafka -- curl -s http://localhost:" + Strimzi.METRICS_PORT + "/metrics | head")
                .build();
    }
}
