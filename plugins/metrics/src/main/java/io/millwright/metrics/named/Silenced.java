package io.millwright.metrics.named;

import io.millwright.kit.health.Answer;
import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.facts.Silence;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/** A silence is active in every pod of an Alertmanager, known by its comment; or, with argument {@code ended}, no longer by its id. */
final class Silenced extends ServerQuestion {
    @Override
    CheckResult ask(Server s, Map<String, String> arguments, Answer answer, ClusterView view) {
        String ended = arguments.getOrDefault("ended", "");
        String comment = arguments.getOrDefault("comment", "");
        List<Resource> pods = s.pods(view).stream().filter(Server::ready).toList();
        if (pods.isEmpty()) {
            return answer.not("no pod of " + s.path() + " is ready");
        }
        for (Resource pod : pods) {
            List<Silence> active =
                    Api.json(view, pod.ref(Kind.POD), s.scheme(), Names.AM_PORT, "/api/v2/silences")
                            .items("rows")
                            .stream()
                            .map(Silence::new)
                            .filter(x -> x.state().equals("active"))
                            .filter(x -> ended.isEmpty()
                                    ? x.object().text("comment").orElse("").equals(comment)
                                    : x.id().equals(ended))
                            .toList();
            answer.saw("active silences", pod.ref(Kind.POD), "GET /api/v2/silences", active.size());
            if (active.isEmpty() == ended.isEmpty()) {
                return answer.not(
                        ended.isEmpty()
                                ? "the silence isn't active in " + pod.name()
                                : "the silence is still active in " + pod.name());
            }
        }
        return answer.holds(ended.isEmpty() ? "the silence is active" : "the silence has ended");
    }
}
