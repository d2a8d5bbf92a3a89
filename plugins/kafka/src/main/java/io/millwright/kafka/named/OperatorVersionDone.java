package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import java.util.Map;
import java.util.Optional;

/** The operator of that version has been through the whole cluster and left it at rest. */
final class OperatorVersionDone implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String version = arguments.getOrDefault("version", "");
        Optional<KafkaCluster> found =
                KafkaCluster.read(view, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the Kafka is not there");
        }
        String last = found.get()
                .object()
                .text("status", "operatorLastSuccessfulVersion")
                .orElse("none");
        answer.saw("done by", found.get().ref(), "status.operatorLastSuccessfulVersion", last);
        return last.equals(version)
                ? Settled.judge(found.get(), answer, view)
                : answer.not("operator " + version + " hasn't been through "
                        + found.get().name() + " yet, " + last + " was");
    }
}
