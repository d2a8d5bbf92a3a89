package io.millwright.vault.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.vault.facts.Seal;
import io.millwright.vault.facts.Server;
import java.util.Map;

/** A question about one group of servers: arguments {@code namespace} and {@code name}. */
abstract class ServerQuestion implements NamedCheck {
    @Override
    public final CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        String name = arguments.getOrDefault("name", "");
        return Server.read(view, namespace, name)
                .map(s -> ask(s, arguments, answer, view))
                .orElseGet(() -> answer.not("StatefulSet " + namespace + "/" + name + " is not there"));
    }

    abstract CheckResult ask(Server server, Map<String, String> arguments, Answer answer, ClusterView view);

    /** About the one pod of argument {@code pod}: what its seal says. A pod that isn't there or doesn't answer is a no, not a riddle. */
    abstract static class OfPod extends ServerQuestion {
        @Override
        final CheckResult ask(Server server, Map<String, String> arguments, Answer answer, ClusterView view) {
            ObjectRef pod =
                    ObjectRef.of(io.millwright.spi.Kind.POD, server.namespace(), arguments.getOrDefault("pod", ""));
            if (view.get(pod).isEmpty()) {
                return answer.not(pod.display() + " is not there");
            }
            try {
                Seal seal = Seal.read(server, pod, view);
                answer.saw("sealed", pod, "GET " + Seal.PATH + " sealed", seal.sealed());
                answer.saw(
                        "progress", pod, "GET " + Seal.PATH + " progress", seal.progress() + " of " + seal.threshold());
                return ask(server, pod, seal, arguments, answer, view);
            } catch (ProblemException e) {
                return answer.not(
                        pod.display() + " doesn't answer yet: " + e.problem().why());
            }
        }

        abstract CheckResult ask(
                Server server,
                ObjectRef pod,
                Seal seal,
                Map<String, String> arguments,
                Answer answer,
                ClusterView view);
    }
}
