package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** No pod of the cluster's Entity Operator serves: nobody deletes topics whose objects are being deleted. */
final class TopicOperatorDown implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String part = arguments.getOrDefault("name", "") + "-entity-operator";
        List<Resource> pods = view.list(
                Kind.POD, Selector.labelled(arguments.getOrDefault("namespace", ""), Strimzi.NAME_LABEL, part));
        pods.forEach(p -> answer.saw(
                "pod",
                p.ref(Kind.POD),
                "status.conditions[Ready]",
                p.condition("Ready").flatMap(r -> r.text("status")).orElse("unknown")));
        Optional<Resource> serving = pods.stream().filter(KafkaCluster::serves).findFirst();
        return serving.isEmpty()
                ? answer.holds("no pod of " + part + " serves")
                : answer.not(serving.get().name() + " serves, and deletes topics");
    }
}
