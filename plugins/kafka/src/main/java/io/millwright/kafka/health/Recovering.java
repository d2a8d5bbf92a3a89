package io.millwright.kafka.health;

import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kit.Metrics;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which nodes look through their logs after an unclean stop, by their own metrics: they don't serve meanwhile, come back by themselves, and begin anew
 * when somebody restarts them.
 *
 * @param nodes how many logs each still has to look through; empty when it doesn't say
 */
record Recovering(Map<String, Optional<Long>> nodes) {
    /** Which of those pods do so. A cluster without metrics, or a node that doesn't answer, says nothing. */
    static Recovering of(KafkaCluster c, List<Resource> down, ClusterView view) {
        Map<String, Optional<Long>> nodes = new TreeMap<>();
        if (c.metrics()) {
            BrokerMetrics.of(down, view)
                    .forEach((pod, page) -> page.filter(Recovering::recovers)
                            .ifPresent(p -> nodes.put(
                                    pod.name(),
                                    p.sum(BrokerMetrics.LOGS_TO_RECOVER).map(Double::longValue))));
        }
        return new Recovering(nodes);
    }

    private static boolean recovers(Metrics page) {
        return page.sum(BrokerMetrics.BROKER_STATE)
                .filter(s -> s.longValue() == BrokerMetrics.RECOVERING)
                .isPresent();
    }

    boolean any() {
        return !nodes.isEmpty();
    }

    /** Adds what they say of themselves. */
    void saw(FindingDraft draft, List<Resource> pods) {
        pods.stream()
                .filter(p -> nodes.containsKey(p.name()))
                .forEach(p -> draft.saw("state", p.ref(Kind.POD), BrokerMetrics.BROKER_STATE, BrokerMetrics.RECOVERING)
                        .saw("logs left", p.ref(Kind.POD), BrokerMetrics.LOGS_TO_RECOVER, left(p.name())));
    }

    private String left(String node) {
        return Optional.ofNullable(nodes.get(node))
                .flatMap(l -> l)
                .map(String::valueOf)
                .orElse("it doesn't say");
    }

    /** What is going on, as a sentence; empty when none of them recovers. */
    String cause() {
        return nodes.keySet().stream()
                .findFirst()
                .map(n -> n + " looks through its logs after it was stopped uncleanly; logs left: " + left(n))
                .orElse("");
    }
}
