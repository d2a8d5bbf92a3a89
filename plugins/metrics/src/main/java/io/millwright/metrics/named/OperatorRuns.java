package io.millwright.metrics.named;

import io.millwright.kit.Operators;
import io.millwright.kit.health.Answer;
import io.millwright.metrics.facts.Controllers;
import io.millwright.spi.Activity;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/**
 * A prometheus-operator runs; with argument {@code version}, in that one, with {@code rollout}, in all the pods that are wanted, and none of a former
 * revision is left.
 */
final class OperatorRuns implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String wanted = arguments.getOrDefault("version", "");
        List<Resource> all = Controllers.all(view);
        for (Resource o : all) {
            String version = Controllers.version(o).orElse("unknown");
            answer.saw(
                    "operator " + version,
                    o.ref(Kind.DEPLOYMENT),
                    "status.availableReplicas",
                    o.text("status", "availableReplicas").orElse("0"));
            boolean rolled = arguments.containsKey("rollout")
                    ? Operators.unfinished(o).isEmpty()
                    : Operators.activity(o).equals(Activity.STEADY);
            if (Operators.available(o) && rolled && (wanted.isEmpty() || wanted.equals(version))) {
                return answer.holds("the operator runs in " + version);
            }
        }
        return answer.not(
                all.isEmpty()
                        ? "no prometheus-operator is installed"
                        : "the operator isn't ready" + (wanted.isEmpty() ? "" : " in " + wanted));
    }
}
