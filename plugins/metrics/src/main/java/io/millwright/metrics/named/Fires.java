package io.millwright.metrics.named;

import io.millwright.kit.health.Answer;
import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ObjectRef;
import java.util.Map;
import java.util.Optional;

/** An alert fires in a Prometheus. */
final class Fires extends ServerQuestion {
    @Override
    CheckResult ask(Server s, Map<String, String> arguments, Answer answer, ClusterView view) {
        String alert = arguments.getOrDefault("alert", "");
        Optional<ObjectRef> pod = s.readyPod(view);
        if (pod.isEmpty()) {
            return answer.not("no pod of " + s.path() + " is ready");
        }
        boolean fires = Api.data(view, pod.get(), s.scheme(), "/api/v1/alerts").items("alerts").stream()
                .anyMatch(
                        a -> a.text("labels", "alertname").filter(alert::equals).isPresent()
                                && a.text("state").filter("firing"::equals).isPresent());
        answer.saw("alerts", pod.get(), "GET /api/v1/alerts", fires ? alert + " firing" : "no " + alert);
        return fires
                ? answer.holds(alert + " fires")
                : answer.not(alert + " doesn't fire: the rule isn't loaded yet, or " + s.path() + " doesn't select it");
    }
}
