package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kit.Metrics;
import io.millwright.kit.Times;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the controllers have exactly one leader, and the others keep up with it. */
final class Quorum extends BrokerFigure<Quorum.Voter> {
    private static final double RECORDS = 1000;
    private static final Duration OLD = Duration.ofSeconds(30);

    /**
     * What a controller tells of itself.
     *
     * @param leads 1 when it leads
     * @param offset up to where it has come
     * @param age how old the newest record is that it has
     */
    record Voter(long leads, Optional<Double> offset, Optional<Duration> age) {}

    Quorum() {
        super(
                "kafka.quorum",
                "Leader of the controllers",
                Dimension.AVAILABILITY,
                "Metric " + BrokerMetrics.ACTIVE_CONTROLLER
                        + " of the controllers, summed: anything but 1 is Critical. None is only said when every controller told. A controller"
                        + " whose " + BrokerMetrics.APPLIED_OFFSET
                        + " is more than 1000 records behind the leader's, or whose newest record is older than 30 s, is Warning.");
    }

    @Override
    List<Resource> nodes(KafkaCluster c, ClusterView view) {
        return c.pods(view).stream().filter(KafkaCluster::isController).toList();
    }

    @Override
    Optional<Voter> figure(Metrics metrics) {
        return metrics.sum(BrokerMetrics.ACTIVE_CONTROLLER)
                .map(leads -> new Voter(
                        leads.longValue(),
                        metrics.sum(BrokerMetrics.APPLIED_OFFSET),
                        metrics.sum(BrokerMetrics.APPLIED_LAG).map(ms -> Duration.ofMillis(ms.longValue()))));
    }

    @Override
    String unsaid() {
        return "Whether the controllers have a leader can't be said.";
    }

    @Override
    List<Finding> judge(KafkaCluster c, Map<Resource, Voter> voters, boolean complete, ClusterView view) {
        long leaders = voters.values().stream().mapToLong(Voter::leads).sum();
        if (leaders == 1) {
            return behind(c, voters, view);
        }
        if (leaders == 0 && !complete) {
            return List.of();
        }
        FindingDraft draft = draft(
                        view,
                        Severity.CRITICAL,
                        leaders == 0 ? "the controllers have no leader" : leaders + " controllers think that they lead")
                .impact("No leader of a partition is elected, no topic is made or changed.");
        voters.forEach((node, v) -> draft.saw("leads", node.ref(Kind.POD), BrokerMetrics.ACTIVE_CONTROLLER, v.leads()));
        return List.of(draft.manual("look at the controllers", """
                        kubectl -n %1$s get pods -l strimzi.io/cluster=%2$s,strimzi.io/controller-role=true
                        kubectl -n %1$s logs POD --tail=50
                        A majority of them must run and reach each other on port 9090.
                        """.formatted(c.namespace(), c.name()))
                .build());
    }

    private List<Finding> behind(KafkaCluster c, Map<Resource, Voter> voters, ClusterView view) {
        Optional<Double> newest =
                voters.values().stream().filter(v -> v.leads() == 1).findFirst().flatMap(Voter::offset);
        List<Finding> findings = new ArrayList<>();
        voters.forEach((node, voter) -> {
            double records = newest.flatMap(n -> voter.offset().map(o -> n - o)).orElse(0.0);
            boolean old = voter.age().filter(a -> a.compareTo(OLD) > 0).isPresent();
            if (voter.leads() == 0 && (records > RECORDS || old)) {
                findings.add(behind(c, node, voter, newest, view));
            }
        });
        return findings;
    }

    private Finding behind(KafkaCluster c, Resource node, Voter voter, Optional<Double> newest, ClusterView view) {
        FindingDraft draft = draft(view, Severity.WARNING, "controller " + node.name() + " lags behind the leader")
                .suffix("lag." + node.name())
                .impact(
                        "It doesn't count for a majority: one more lost controller can stop every change of topics and leaders.");
        voter.offset()
                .ifPresent(o -> draft.saw("record", node.ref(Kind.POD), BrokerMetrics.APPLIED_OFFSET, o.longValue()));
        newest.ifPresent(n -> draft.compared("the leader's", BrokerMetrics.APPLIED_OFFSET, n.longValue()));
        voter.age()
                .ifPresent(a -> draft.saw(
                        "age of its newest record", node.ref(Kind.POD), BrokerMetrics.APPLIED_LAG, Times.words(a)));
        return draft.manual("look at its disk and its network", """
                        kubectl -n %1$s logs %2$s --tail=50
                        Slow disks show as long flushes of the metadata log, a slow network as timeouts of fetches from the leader.
                        If its log doesn't grow at all, runbook rolling-restart restarts the nodes in the operator's order.
                        """.formatted(c.namespace(), node.name()))
                .build();
    }
}
