package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** No node of a Kafka is on a Kubernetes node, and all of them serve. */
final class OffMachine implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String machine = arguments.getOrDefault("machine", "");
        Optional<KafkaCluster> kafka =
                KafkaCluster.read(view, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        if (kafka.isEmpty()) {
            return answer.not("the Kafka is not there");
        }
        List<Resource> pods = kafka.get().pods(view);
        for (Resource pod : pods) {
            String on = pod.text("spec", "nodeName").orElse("none yet");
            answer.saw("Kubernetes node of " + pod.name(), kafka.get().ref(), "spec.nodeName", on);
            if (on.equals(machine)) {
                return answer.not(pod.name() + " is still on " + machine);
            }
            if (!KafkaCluster.serves(pod)) {
                return answer.not(pod.name() + " doesn't serve yet");
            }
        }
        return answer.holds(pods.size() + " nodes serve, none of them on " + machine);
    }
}
