package io.millwright.metrics.named;

import io.millwright.kit.health.Answer;
import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Server;
import io.millwright.metrics.facts.Spans;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A Prometheus itself says that it keeps samples for that long. */
final class Keeps extends ServerQuestion {
    @Override
    CheckResult ask(Server s, Map<String, String> arguments, Answer answer, ClusterView view) {
        Optional<Duration> wanted = Spans.parse(arguments.getOrDefault("retention", ""));
        for (Resource pod : s.pods(view)) {
            String said = Api.data(view, pod.ref(Kind.POD), s.scheme(), "/api/v1/status/runtimeinfo")
                    .text("storageRetention")
                    .orElse("");
            answer.saw("retention", pod.ref(Kind.POD), "GET /api/v1/status/runtimeinfo: storageRetention", said);
            Optional<Duration> keeps = Stream.of(said.split(" or "))
                    .flatMap(t -> Spans.parse(t.strip()).stream())
                    .findFirst();
            if (wanted.isPresent() && !keeps.equals(wanted)) {
                return answer.not(pod.name() + " keeps samples for " + said);
            }
        }
        return answer.holds("samples are kept for " + arguments.getOrDefault("retention", ""));
    }
}
