package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.Bytes;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** Every pod of a pool asks for the memory that the pool says, and serves. */
final class PodResources implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref =
                ObjectRef.of(Strimzi.POOL, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("pool", ""));
        Optional<NodePool> found = view.get(ref).map(NodePool::new);
        if (found.isEmpty()) {
            return answer.not(ref.display() + " is not there");
        }
        NodePool pool = found.get();
        Optional<Long> memory =
                pool.object().text("spec", "resources", "requests", "memory").flatMap(Bytes::quantity);
        for (String name : pool.pods()) {
            ObjectRef pod = ObjectRef.of(Kind.POD, ref.namespace(), name);
            Optional<Resource> there = view.get(pod);
            Optional<String> asks = there.flatMap(p -> p.items("spec", "containers").stream()
                    .filter(c -> c.text("name").orElse("").equals("kafka"))
                    .findFirst()
                    .flatMap(c -> c.text("resources", "requests", "memory")));
            answer.saw("memory", pod, "spec.containers[kafka].resources.requests.memory", asks.orElse("none"));
            if (!asks.flatMap(Bytes::quantity).equals(memory)) {
                return answer.not(name + " isn't made anew yet");
            }
            if (there.filter(KafkaCluster::serves).isEmpty()) {
                return answer.not(name + " doesn't serve yet");
            }
        }
        return answer.holds(pool.pods().size() + " nodes have the new resources");
    }
}
