package io.millwright.logging.named;

import io.millwright.kit.Operators;
import io.millwright.kit.health.Answer;
import io.millwright.kit.health.Webhook;
import io.millwright.logging.facts.Eck;
import io.millwright.spi.Activity;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operator of ECK runs; with argument {@code version}, in that one, with {@code rollout}, in all the pods that are wanted, and its webhooks can be
 * asked, if it has any.
 */
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
            boolean done = arguments.containsKey("rollout");
            boolean rolled = done
                    ? Operators.unfinished(o).isEmpty()
                    : Operators.activity(o).equals(Activity.STEADY);
            if (Eck.running(o) && rolled && (wanted.isEmpty() || wanted.equals(version))) {
                return (done ? mute(o, view) : Optional.<Webhook>empty())
                        .map(w -> answer.saw("webhook", w.ref(), "webhooks[].clientConfig.caBundle", w.bundle())
                                .not("webhook " + w.name() + " can't be asked yet: " + w.lacks()))
                        .orElseGet(() -> answer.holds("the operator runs in " + version));
            }
        }
        return answer.not(
                all.isEmpty()
                        ? "no operator is installed"
                        : "the operator isn't ready" + (wanted.isEmpty() ? "" : " in " + wanted));
    }

    /** A webhook of this operator, not of one that was removed, that can't be asked. Its first start makes the certificate. */
    private static Optional<Webhook> mute(Resource operator, ClusterView view) {
        return Eck.webhooks(operator.namespace(), view).stream()
                .filter(w -> w.service().namespace().equals(operator.namespace()) && !w.answers(view))
                .findFirst();
    }
}
