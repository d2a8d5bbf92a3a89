package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kit.health.NotReady;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether all nodes serve. */
final class NodesServing extends ClusterCheck {
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    NodesServing() {
        super(
                "kafka.pods",
                "Nodes serving",
                Dimension.AVAILABILITY,
                "Pods of the ids in each pool's status.nodeIds: one that doesn't serve for 5 min is Degraded; two or more brokers, no broker, or no"
                        + " majority of controllers is Critical at once; one that recovers its logs by its own metrics is Warning at once.");
    }

    @Override
    List<Finding> look(KafkaCluster c, ClusterView view) {
        Map<String, Resource> pods =
                c.pods(view).stream().collect(Collectors.toMap(Resource::name, Function.identity(), (a, b) -> a));
        List<String> brokersDown = new ArrayList<>();
        List<String> controllersDown = new ArrayList<>();
        long brokers = 0;
        long controllers = 0;
        boolean lasting = false;
        List<NodePool> pools = c.pools(view);
        for (NodePool pool : pools) {
            brokers += pool.broker() ? pool.ids().size() : 0;
            controllers += pool.controller() ? pool.ids().size() : 0;
            for (String name : pool.pods()) {
                Optional<Resource> pod = Optional.ofNullable(pods.get(name));
                if (pod.filter(KafkaCluster::serves).isEmpty()) {
                    lasting |= longer(pod.flatMap(p -> since(p, view)), PATIENCE);
                    if (pool.broker()) {
                        brokersDown.add(name);
                    }
                    if (pool.controller()) {
                        controllersDown.add(name);
                    }
                }
            }
        }
        if (pools.isEmpty() || (brokersDown.isEmpty() && controllersDown.isEmpty())) {
            return List.of();
        }
        boolean quorumLost = controllers > 0 && controllersDown.size() * 2 >= controllers;
        boolean critical = brokersDown.size() >= 2 || brokersDown.size() == brokers || quorumLost;
        List<String> down = Stream.concat(brokersDown.stream(), controllersDown.stream())
                .distinct()
                .toList();
        Recovering recovering = Recovering.of(
                c, down.stream().map(pods::get).filter(Objects::nonNull).toList(), view);
        if (!critical && !lasting && !recovering.any()) {
            return List.of();
        }
        Severity severity = critical ? Severity.CRITICAL : lasting ? Severity.DEGRADED : Severity.WARNING;
        return List.of(finding(c, view, pods, down, severity, quorumLost, recovering));
    }

    private static Optional<Duration> since(Resource pod, ClusterView view) {
        return pod.condition("Ready").flatMap(r -> age(r, view));
    }

    private Finding finding(
            KafkaCluster c,
            ClusterView view,
            Map<String, Resource> pods,
            List<String> down,
            Severity severity,
            boolean quorumLost,
            Recovering recovering) {
        var draft = draft(
                        view,
                        severity,
                        down.size() == 1
                                ? "node " + down.getFirst()
                                        + (recovering.any() ? " recovers its logs" : " doesn't serve")
                                : down.size() + " nodes don't serve")
                .impact(
                        quorumLost
                                ? "The controllers have no majority: no leader is elected and no topic changed."
                                : severity == Severity.CRITICAL
                                        ? "Partitions may have no leader, and writes that need several replicas are refused."
                                        : "Its partitions lack a replica; one more lost broker can stop writes.");
        down.stream().limit(5).forEach(name -> {
            Optional<Resource> pod = Optional.ofNullable(pods.get(name));
            draft.saw(
                    "pod",
                    ObjectRef.of(Kind.POD, c.namespace(), name),
                    "status.phase / conditions[Ready]",
                    pod.map(NodesServing::state).orElse("not there"));
        });
        recovering.saw(draft, List.copyOf(pods.values()));
        if (recovering.any()) {
            return draft.cause(recovering.cause())
                    .manual("let it finish", """
                            It serves again by itself; a restart makes it begin anew, and a new disk throws its data away. How far it is:
                            kubectl -n %1$s exec %2$s -c kafka -- curl -s http://localhost:8080/v1/broker-state/
                            It is quicker with more threads at the next start: runbook configure with num.recovery.threads.per.data.dir.
                            """.formatted(
                                    c.namespace(),
                                    recovering.nodes().keySet().iterator().next()))
                    .build();
        }
        return draft.cause(pods.values().stream()
                        .filter(p -> down.contains(p.name()))
                        .flatMap(p -> NotReady.why(p).stream())
                        .findFirst()
                        .orElse(""))
                .manual("look at it", """
                        kubectl -n %1$s describe pod %2$s
                        kubectl -n %1$s logs %2$s --tail=50
                        A broker that recovers its logs after a crash can take many minutes: its log says so.
                        If its disk is lost, runbook replace-broker makes a new one.
                        """.formatted(c.namespace(), down.getFirst()))
                .build();
    }

    private static String state(Resource pod) {
        return pod.text("status", "phase").orElse("unknown") + " / "
                + pod.condition("Ready").flatMap(r -> r.text("status")).orElse("unknown");
    }
}
