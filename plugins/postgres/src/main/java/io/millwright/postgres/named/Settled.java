package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/**
 * The cluster has come to rest with that many instances. The phase alone can't be believed: right after a change it still reads healthy, and
 * all instances can be ready while it still says that it waits. Nor is it at rest while an instance that was taken away hasn't ended: the operator
 * looks for it once more, and says then that it waits.
 */
final class Settled implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        String name = arguments.getOrDefault("name", "");
        Optional<PgCluster> found = PgCluster.read(view, namespace, name);
        if (found.isEmpty()) {
            return answer.not("Cluster " + namespace + "/" + name + " is not there");
        }
        PgCluster c = found.get();
        long wanted = Long.parseLong(arguments.getOrDefault("instances", Long.toString(c.wanted())));
        long known = c.object().number("status", "instances").orElse(0L);
        answer.saw("phase", c.ref(), "status.phase", c.phase().isEmpty() ? "absent" : c.phase())
                .saw("wanted", c.ref(), "spec.instances", c.wanted())
                .saw("ready", c.ref(), "status.readyInstances", c.ready())
                .saw(
                        "current / target primary",
                        c.ref(),
                        "status.currentPrimary / targetPrimary",
                        c.currentPrimary().orElse("none") + " / "
                                + c.targetPrimary().orElse("none"));
        if (c.wanted() != wanted) {
            return answer.not("spec.instances is " + c.wanted() + ", not " + wanted);
        }
        if (!c.healthy()) {
            return answer.not(c.ready() + "/" + wanted + " ready · "
                    + (c.phase().isEmpty() ? "not taken up by an operator" : c.phase())
                    + (c.phaseReason().isEmpty() ? "" : " · " + c.phaseReason()));
        }
        if (c.ready() != wanted || known != wanted) {
            return answer.not(c.ready() + "/" + wanted + " ready, " + known + " known to the operator");
        }
        if (c.currentPrimary().isEmpty() || !c.currentPrimary().equals(c.targetPrimary())) {
            return answer.not("the primary is changing to " + c.targetPrimary().orElse("none"));
        }
        Optional<Resource> going = c.pods(view).stream()
                .filter(p -> p.text("metadata", "deletionTimestamp").isPresent())
                .findFirst();
        if (going.isPresent()) {
            return answer.not(going.get().name() + " is being taken away");
        }
        return answer.holds(c.ready() + "/" + wanted + " ready, primary "
                + c.currentPrimary().get());
    }
}
