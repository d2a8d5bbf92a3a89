package io.millwright.certificates.named;

import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Leadership;
import io.millwright.kit.Times;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A controller acts, and isn't about to end. Pods that run aren't enough: a new one waits until it has the lease of the former. */
final class Leads implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref = ObjectRef.of(
                Kind.DEPLOYMENT, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("controller", ""));
        Optional<Resource> controller = view.get(ref);
        if (controller.isEmpty()) {
            return answer.saw("controller", ref, "metadata.name", "not found").not("the controller isn't there yet");
        }
        Leadership leadership = Leadership.of(new Installation(controller.get()), view);
        if (!leadership.elected()) {
            return answer.saw("election", ref, "--leader-elect", "false").holds("the controller acts without a lease");
        }
        String holder = leadership.holder().orElse("nobody");
        answer.saw("held by", leadership.ref(), "spec.holderIdentity", holder)
                .saw(
                        "renewed",
                        leadership.ref(),
                        "spec.renewTime",
                        leadership.renewed().map(String::valueOf).orElse("never"));
        if (leadership.holder().isEmpty()) {
            return answer.not("no controller has taken the lease yet");
        }
        // By the cluster's own clocks: the lease may be one that a controller of before has left.
        Optional<Instant> started = started(controller.get());
        if (leadership
                .renewed()
                .filter(r -> started.filter(r::isBefore).isEmpty())
                .isEmpty()) {
            return answer.not(holder + " has the lease, and hasn't renewed it since the controller started");
        }
        return leadership
                .leaving(ref.namespace(), view)
                .map(p -> answer.not(p.name() + " has the lease still, and is ending"))
                .orElseGet(() -> answer.holds(holder + " acts"));
    }

    /** When its newest rollout ended, else when it was made. */
    private static Optional<Instant> started(Resource controller) {
        return Times.kubernetes(controller.condition("Progressing").flatMap(c -> c.text("lastUpdateTime")))
                .or(() -> Times.kubernetes(controller.text("metadata", "creationTimestamp")));
    }
}
