package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.RebalanceState;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A rebalance is in one of some states. */
final class RebalanceIn implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref = ObjectRef.of(
                Strimzi.REBALANCE, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        Optional<Resource> found = view.get(ref);
        if (found.isEmpty()) {
            return answer.not(ref.display() + " is not there");
        }
        String word = RebalanceState.word(found.get());
        answer.saw("state", ref, "status.conditions[].type", word);
        found.get()
                .text("status", "optimizationResult", "dataToMoveMB")
                .ifPresent(m -> answer.saw("to move", ref, "status.optimizationResult.dataToMoveMB", m + " MB"));
        String why = RebalanceState.condition(found.get())
                .flatMap(c -> c.text("message"))
                .map(m -> ": " + m)
                .orElse("");
        return List.of(arguments.getOrDefault("states", "").split(",")).contains(word)
                ? answer.holds(ref.name() + " is " + word)
                : answer.not(ref.name() + " is " + word + why);
    }
}
