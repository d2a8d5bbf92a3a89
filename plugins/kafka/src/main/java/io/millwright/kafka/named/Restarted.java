package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** Every pod has another UID than when the plan was made, and serves. */
final class Restarted implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String[] pods = arguments.getOrDefault("pods", "").split(",");
        int done = 0;
        for (String pod : pods) {
            String[] nameAndUid = pod.split("=", 2);
            ObjectRef ref = ObjectRef.of(Kind.POD, arguments.getOrDefault("namespace", ""), nameAndUid[0]);
            Optional<Resource> found = view.get(ref);
            boolean fresh = found.filter(p -> !p.uid().equals(nameAndUid[nameAndUid.length - 1]))
                    .isPresent();
            answer.saw(
                    "made anew / serves",
                    ref,
                    "metadata.uid / status.conditions[Ready]",
                    found.isEmpty() ? "not there" : fresh + " / " + KafkaCluster.serves(found.get()));
            done += fresh && found.filter(KafkaCluster::serves).isPresent() ? 1 : 0;
        }
        String message = done + " of " + pods.length + " nodes restarted";
        return done == pods.length ? answer.holds(message) : answer.not(message);
    }
}
