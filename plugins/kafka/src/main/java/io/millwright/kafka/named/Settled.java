package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.NodePool;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster has come to rest. Ready alone can't be believed: the operator writes the status once, at the end of a reconciliation, so during
 * a long roll it still says what was true before.
 */
final class Settled implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        String name = arguments.getOrDefault("name", "");
        Optional<KafkaCluster> found = KafkaCluster.read(view, namespace, name);
        return found.isEmpty()
                ? answer.not("Kafka " + namespace + "/" + name + " is not there")
                : judge(found.get(), answer, view);
    }

    static CheckResult judge(KafkaCluster c, Answer answer, ClusterView view) {
        answer.saw(
                "generation / observed",
                c.ref(),
                "metadata.generation / status.observedGeneration",
                c.object().generation() + " / "
                        + c.object().text("status", "observedGeneration").orElse("none"));
        Optional<Resource> failed = c.notReady();
        if (failed.isPresent()) {
            String reason = failed.get().text("reason").orElse("NotReady");
            answer.saw("condition", c.ref(), "status.conditions[NotReady].reason", reason);
            return answer.not(
                    reason + failed.get().text("message").map(m -> ": " + m).orElse(""));
        }
        if (!c.ready()) {
            return answer.not(c.paused() ? "it is paused" : "it isn't ready");
        }
        if (!c.seen()) {
            return answer.not("the operator hasn't finished with the newest change");
        }
        for (NodePool pool : c.pools(view)) {
            if (pool.object().number("status", "observedGeneration").orElse(-1L)
                    < pool.object().generation()) {
                return answer.not("the operator hasn't seen the newest change of pool " + pool.name());
            }
        }
        return atRest(c, c.podSets(view), answer);
    }

    private static CheckResult atRest(KafkaCluster c, List<Resource> sets, Answer answer) {
        long all = 0;
        for (Resource set : sets) {
            long pods = set.number("status", "pods").orElse(0L);
            long ready = set.number("status", "readyPods").orElse(0L);
            long current = set.number("status", "currentPods").orElse(0L);
            answer.saw(
                    "pods / ready / current",
                    set.ref(Strimzi.POD_SET),
                    "status.pods / readyPods / currentPods",
                    pods + " / " + ready + " / " + current);
            if (ready < pods || current < pods) {
                return answer.not(set.name() + ": " + ready + " of " + pods + " pods ready, " + current + " current");
            }
            all += pods;
        }
        return answer.holds(c.name() + " is ready, " + all + " nodes at rest");
    }
}
