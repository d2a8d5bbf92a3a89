package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.BrokerMetrics;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Metrics;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import java.util.Map;
import java.util.Optional;

/** Some brokers hold no partition, by their own account. */
final class BrokersEmpty implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        for (String pod : arguments.getOrDefault("pods", "").split(",")) {
            ObjectRef ref = ObjectRef.of(Kind.POD, arguments.getOrDefault("namespace", ""), pod);
            Optional<Double> partitions = Metrics.read(view, ref, "http", Strimzi.METRICS_PORT, BrokerMetrics.PATH)
                    .flatMap(m -> m.sum(BrokerMetrics.PARTITIONS));
            if (partitions.isEmpty()) {
                return answer.cannotTell(pod + " doesn't tell how many partitions it holds");
            }
            answer.saw(
                    "partitions",
                    ref,
                    BrokerMetrics.PARTITIONS,
                    partitions.get().longValue());
            if (partitions.get() > 0) {
                return answer.not(pod + " still holds " + partitions.get().longValue() + " partitions");
            }
        }
        return answer.holds("they hold no partition");
    }
}
