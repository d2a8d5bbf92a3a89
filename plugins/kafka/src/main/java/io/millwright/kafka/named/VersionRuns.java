package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** Kafka runs in that version on every node, and the operator says so too. */
final class VersionRuns implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String version = arguments.getOrDefault("version", "");
        Optional<KafkaCluster> found =
                KafkaCluster.read(view, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the Kafka is not there");
        }
        KafkaCluster c = found.get();
        answer.saw("rolled out", c.ref(), "status.kafkaVersion", c.version().orElse("none"));
        String failed =
                c.notReady().flatMap(n -> n.text("message")).map(m -> " · " + m).orElse("");
        Optional<Resource> other = c.pods(view).stream()
                .filter(p -> p.annotation(Strimzi.KAFKA_VERSION)
                        .filter(version::equals)
                        .isEmpty())
                .findFirst();
        if (other.isPresent()) {
            answer.saw(
                    "runs",
                    other.get().ref(Kind.POD),
                    "metadata.annotations[" + Strimzi.KAFKA_VERSION + "]",
                    other.get().annotation(Strimzi.KAFKA_VERSION).orElse("none"));
            return answer.not(other.get().name() + " doesn't run " + version + " yet" + failed);
        }
        if (!c.version().equals(Optional.of(version))) {
            return answer.not("the operator hasn't finished: it still names "
                    + c.version().orElse("no version") + failed);
        }
        return Settled.judge(c, answer, view);
    }
}
