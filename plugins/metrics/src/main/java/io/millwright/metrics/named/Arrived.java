package io.millwright.metrics.named;

import io.millwright.kit.health.Answer;
import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An alert of a Prometheus is in every Alertmanager that it sends to, and not silenced there. */
final class Arrived extends ServerQuestion {
    @Override
    CheckResult ask(Server s, Map<String, String> arguments, Answer answer, ClusterView view) {
        String alert = arguments.getOrDefault("alert", "");
        List<Server> all = s.alertmanagers(view);
        if (all.isEmpty()) {
            return answer.not(s.path() + " sends to no Alertmanager of this cluster");
        }
        for (Server a : all) {
            List<Resource> pods = a.pods(view).stream().filter(Server::ready).toList();
            if (pods.isEmpty()) {
                return answer.not("no pod of " + a.path() + " is ready");
            }
            for (Resource pod : pods) {
                Optional<Resource> there = Api.json(
                                view, pod.ref(Kind.POD), a.scheme(), Names.AM_PORT, "/api/v2/alerts")
                        .items("rows")
                        .stream()
                        .filter(x -> x.text("labels", "alertname")
                                .filter(alert::equals)
                                .isPresent())
                        .findFirst();
                String state = there.flatMap(x -> x.text("status", "state")).orElse("not there");
                answer.saw("alert", pod.ref(Kind.POD), "GET /api/v2/alerts: " + alert, state);
                if (!state.equals("active")) {
                    return answer.not(alert + " is " + state + " in " + pod.name());
                }
            }
        }
        return answer.holds(
                alert + " has arrived in " + all.size() + (all.size() == 1 ? " Alertmanager" : " Alertmanagers"));
    }
}
