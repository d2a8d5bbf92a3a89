package io.millwright.logging.named;

import io.millwright.kit.health.Answer;
import io.millwright.logging.facts.Elastic;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import java.util.Map;

/** A question about one Elasticsearch: arguments {@code namespace} and {@code name}. */
abstract class EsQuestion implements NamedCheck {
    @Override
    public final CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        String name = arguments.getOrDefault("name", "");
        return Elastic.read(view, namespace, name)
                .map(e -> ask(e, arguments, answer, view))
                .orElseGet(() -> answer.not("Elasticsearch " + namespace + "/" + name + " is not there"));
    }

    abstract CheckResult ask(Elastic e, Map<String, String> arguments, Answer answer, ClusterView view);
}
