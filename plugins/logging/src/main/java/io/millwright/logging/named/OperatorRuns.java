package io.millwright.logging.named;

import io.millwright.kit.Operators;
import io.millwright.kit.health.Answer;
import io.millwright.logging.facts.Eck;
import io.millwright.spi.Activity;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/** An operator of ECK runs; with argument {@code version}, in that one. */
final class OperatorRuns implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String wanted = arguments.getOrDefault("version", "");
        List<Resource> all = Eck.operators(view);
        for (Resource o : all) {
            String version = Eck.version(o).orElse("unknown");
            answer.saw(
                    "operator",
                    o.ref(Eck.kind(o)),
                    "status.readyReplicas",
                    o.text("status", "readyReplicas").orElse("0"));
            boolean rolled = Operators.activity(o).equals(Activity.STEADY);
            if (Eck.running(o) && rolled && (wanted.isEmpty() || wanted.equals(version))) {
                return answer.holds("the operator runs in " + version);
            }
        }
        return answer.not(
                all.isEmpty()
                        ? "no operator is installed"
                        : "the operator isn't ready" + (wanted.isEmpty() ? "" : " in " + wanted));
    }
}
