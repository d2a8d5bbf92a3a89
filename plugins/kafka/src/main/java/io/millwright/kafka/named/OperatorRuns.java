package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kit.Operators;
import io.millwright.kit.health.Answer;
import io.millwright.spi.Activity;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** The operator runs in that version, its rollout done. An archive may hold another version than it was taken for. */
final class OperatorRuns implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref = ObjectRef.of(
                Kind.DEPLOYMENT, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        String wanted = arguments.getOrDefault("version", "");
        Optional<Resource> found = view.get(ref);
        if (found.isEmpty()) {
            return answer.not(ref.display() + " is not there");
        }
        String version = StrimziOperators.version(found.get()).orElse("of unknown version");
        answer.saw("image's version", ref, "spec.template.spec.containers[0].image", version);
        if (!version.equals(wanted)) {
            return answer.not("the operator is " + version + ", not " + wanted);
        }
        boolean done = Operators.available(found.get())
                && Operators.activity(found.get()).state() == Activity.State.STEADY;
        return done
                ? answer.holds("operator " + wanted + " runs")
                : answer.not("operator " + wanted + " is being rolled out");
    }
}
