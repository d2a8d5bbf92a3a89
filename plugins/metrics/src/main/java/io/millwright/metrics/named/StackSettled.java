package io.millwright.metrics.named;

import io.millwright.kit.health.Answer;
import io.millwright.metrics.facts.Grafana;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/**
 * Every Prometheus and Alertmanager of a Helm release runs as asked for, and there is at least one of each; its Grafana, if it has one, has a ready
 * pod.
 */
final class StackSettled implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        String release = arguments.getOrDefault("release", "");
        for (List<Server> servers : List.of(Server.all(view, Names.PROM), Server.all(view, Names.AM))) {
            List<Server> ours = servers.stream()
                    .filter(s -> s.release()
                            .filter(r ->
                                    r.namespace().equals(namespace) && r.name().equals(release))
                            .isPresent())
                    .toList();
            if (ours.isEmpty()) {
                return answer.not(
                        "release " + namespace + "/" + release + " has not made its Prometheus and Alertmanager");
            }
            for (Server s : ours) {
                try {
                    CheckResult one = Settled.answer(s, answer, view);
                    if (!one.holds()) {
                        return one;
                    }
                } catch (ProblemException e) {
                    return answer.cannotTell(e.problem().why());
                }
            }
        }
        List<Resource> grafanas = Grafana.of(namespace, release, view).stream()
                .filter(Grafana::wanted)
                .toList();
        for (Resource g : grafanas) {
            boolean ready = Grafana.readyPod(g, view).isPresent();
            answer.saw("Grafana", g.ref(Kind.DEPLOYMENT), "a pod with status.conditions[Ready]", ready);
            if (!ready) {
                return answer.not("no pod of Grafana " + g.name() + " is ready yet");
            }
        }
        return answer.holds(
                grafanas.isEmpty()
                        ? "Prometheus and Alertmanager run as asked for"
                        : "Prometheus and Alertmanager run as asked for, and Grafana serves");
    }
}
