package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.StrimziOperators;
import io.millwright.kit.Operators;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/** An operator that works on that namespace runs. */
final class OperatorAvailable implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        List<Resource> all = StrimziOperators.watching(view, namespace);
        all.forEach(d -> answer.saw(
                "operator",
                d.ref(Kind.DEPLOYMENT),
                "status.availableReplicas",
                d.number("status", "availableReplicas").orElse(0L)));
        return all.stream().anyMatch(Operators::available)
                ? answer.holds("an operator runs that watches " + namespace)
                : answer.not(
                        all.isEmpty() ? "no operator watches " + namespace : "no pod of the operator is available");
    }
}
