package io.millwright.metrics.named;

import io.millwright.kit.health.Answer;
import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/** The spec is reached, and every pod says itself that it is ready; a Prometheus has taken its newest configuration. */
final class Settled extends ServerQuestion {
    @Override
    CheckResult ask(Server s, Map<String, String> arguments, Answer answer, ClusterView view) {
        return answer(s, answer, view);
    }

    static CheckResult answer(Server s, Answer answer, ClusterView view) {
        answer.saw("pods", s.ref(), "status.availableReplicas", s.available() + "/" + s.wanted());
        if (s.paused()) {
            return answer.not("the operator is told to leave " + s.path() + " alone");
        }
        if (!s.settled()) {
            return answer.not(s.path() + ": " + s.message());
        }
        List<Resource> pods = s.pods(view).stream()
                .filter(p -> p.at("metadata", "deletionTimestamp").isEmpty())
                .toList();
        if (pods.size() != s.wanted()) {
            return answer.not(pods.size() + " pods of " + s.path() + " are there, not " + s.wanted());
        }
        for (Resource pod : pods) {
            ObjectRef ref = pod.ref(Kind.POD).anyIncarnation();
            String ready = pod.condition("Ready").flatMap(c -> c.text("status")).orElse("not said");
            if (!ready.equals("True")) {
                return answer.saw("pod", ref, "status.conditions[Ready]", ready).not(pod.name() + " isn't ready yet");
            }
            try {
                int status = view.httpGet(ref, s.scheme(), s.port(), "/-/ready").status();
                answer.saw("ready", ref, "GET /-/ready", status);
                if (status != 200) {
                    return answer.not(pod.name() + " answers " + status + " when asked whether it is ready");
                }
            } catch (ProblemException e) {
                // A pod that has just started refuses connections: that is an answer.
                return answer.saw("ready", ref, "GET /-/ready", e.problem().why())
                        .not(pod.name() + " doesn't answer");
            }
            if (s.prometheus()
                    && !Api.data(view, ref, s.scheme(), "/api/v1/status/runtimeinfo")
                            .flag("reloadConfigSuccess")
                            .orElse(false)) {
                return answer.saw("configuration", ref, "reloadConfigSuccess", false)
                        .not(pod.name() + " refuses its newest configuration");
            }
        }
        return answer.holds(s.path() + " runs as asked for, with " + s.wanted() + (s.wanted() == 1 ? " pod" : " pods"));
    }
}
