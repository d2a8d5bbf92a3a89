package io.millwright.logging.named;

import io.millwright.kit.health.Answer;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.EsHttp;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** The {@code repository} is registered. */
final class RepositoryThere extends EsQuestion {
    @Override
    CheckResult ask(Elastic e, Map<String, String> arguments, Answer answer, ClusterView view) {
        String name = arguments.getOrDefault("repository", "");
        Optional<Resource> found = EsHttp.find(e, view, "/_snapshot/" + name);
        answer.saw("repository", e.ref(), "GET /_snapshot/" + name, found.isPresent() ? "registered" : "not there");
        String bucket = arguments.getOrDefault("bucket", "");
        String now = found.flatMap(f -> f.text(name, "settings", "bucket")).orElse("");
        if (found.isPresent() && !bucket.isEmpty() && !bucket.equals(now)) {
            return answer.not("repository " + name + " has bucket " + now + ", not " + bucket);
        }
        return found.isPresent()
                ? answer.holds("repository " + name + " is registered")
                : answer.not("repository " + name + " isn't registered");
    }
}
