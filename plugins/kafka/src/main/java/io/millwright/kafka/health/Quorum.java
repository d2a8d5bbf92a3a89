package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kit.Metrics;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the controllers have exactly one leader. */
final class Quorum extends BrokerFigure {
    Quorum() {
        super(
                "kafka.quorum",
                "Leader of the controllers",
                Dimension.AVAILABILITY,
                "Metric " + BrokerMetrics.ACTIVE_CONTROLLER
                        + " of the controllers, summed: anything but 1 is Critical. None is only said when every controller told.");
    }

    @Override
    List<Resource> nodes(KafkaCluster c, ClusterView view) {
        return c.pods(view).stream().filter(KafkaCluster::isController).toList();
    }

    @Override
    Optional<Double> figure(Metrics metrics) {
        return metrics.sum(BrokerMetrics.ACTIVE_CONTROLLER);
    }

    @Override
    String unsaid() {
        return "Whether the controllers have a leader can't be said.";
    }

    @Override
    List<Finding> judge(KafkaCluster c, Map<Resource, Double> figures, boolean complete, ClusterView view) {
        long leaders = figures.values().stream().mapToLong(Double::longValue).sum();
        if (leaders == 1 || (leaders == 0 && !complete)) {
            return List.of();
        }
        FindingDraft draft = draft(
                        view,
                        Severity.CRITICAL,
                        leaders == 0 ? "the controllers have no leader" : leaders + " controllers think that they lead")
                .impact("No leader of a partition is elected, no topic is made or changed.");
        figures.forEach((node, value) ->
                draft.saw("leads", node.ref(Kind.POD), BrokerMetrics.ACTIVE_CONTROLLER, value.longValue()));
        return List.of(draft.manual("look at the controllers", """
                        kubectl -n %1$s get pods -l strimzi.io/cluster=%2$s,strimzi.io/controller-role=true
                        kubectl -n %1$s logs POD --tail=50
                        A majority of them must run and reach each other on port 9090.
                        """.formatted(c.namespace(), c.name()))
                .build());
    }
}
