package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A pool has exactly so many nodes, by its own list of ids and by its pods. */
final class NodesThere implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        ObjectRef ref = ObjectRef.of(Strimzi.POOL, namespace, arguments.getOrDefault("pool", ""));
        long wanted = Long.parseLong(arguments.getOrDefault("nodes", "0"));
        Optional<NodePool> found = view.get(ref).map(NodePool::new);
        if (found.isEmpty()) {
            return answer.not(ref.display() + " is not there");
        }
        NodePool pool = found.get();
        answer.saw("ids", ref, "status.nodeIds", pool.ids());
        if (pool.ids().size() != wanted) {
            return answer.not("pool " + pool.name() + " has " + pool.ids().size() + " nodes, not " + wanted);
        }
        List<Resource> pods = view.list(
                Kind.POD,
                Selector.labelled(namespace, Strimzi.CLUSTER_LABEL, pool.cluster())
                        .andLabel(Strimzi.POOL_LABEL, pool.name()));
        long ready = pods.stream().filter(KafkaCluster::serves).count();
        answer.saw("pods / ready", ref, "pods with its label", pods.size() + " / " + ready);
        return ready == wanted && pods.size() == wanted
                ? answer.holds(wanted + " nodes serve")
                : answer.not(ready + " of " + wanted + " nodes serve, " + pods.size() + " pods are there");
    }
}
