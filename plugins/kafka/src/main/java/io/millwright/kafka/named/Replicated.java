package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kit.Metrics;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** No partition lacks a replica, by the brokers' own account. */
final class Replicated implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Optional<KafkaCluster> found =
                KafkaCluster.read(view, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the Kafka is not there");
        }
        long lacking = 0;
        for (Map.Entry<Resource, Optional<Metrics>> e :
                BrokerMetrics.of(found.get().brokers(view), view).entrySet()) {
            Optional<Double> value = e.getValue().flatMap(m -> m.sum(BrokerMetrics.UNDER_REPLICATED));
            if (value.isEmpty()) {
                return answer.cannotTell(e.getKey().name() + " doesn't tell how many partitions lack a replica");
            }
            answer.saw(
                    "lack a replica",
                    e.getKey().ref(Kind.POD),
                    BrokerMetrics.UNDER_REPLICATED,
                    value.get().longValue());
            lacking += value.get().longValue();
        }
        return lacking == 0
                ? answer.holds("all partitions have all their replicas")
                : answer.not(lacking + " partitions lack a replica");
    }
}
