package io.millwright.logging.named;

import io.millwright.kit.health.Answer;
import io.millwright.logging.facts.Elastic;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every one of those pods has been made anew, and all nodes serve. Argument {@code pods}: name=uid, separated by commas. */
final class Restarted extends EsQuestion {
    @Override
    CheckResult ask(Elastic e, Map<String, String> arguments, Answer answer, ClusterView view) {
        List<String> left = new ArrayList<>();
        for (String pod : arguments.getOrDefault("pods", "").split(",")) {
            String[] parts = pod.split("=", 2);
            view.get(ObjectRef.of(Kind.POD, e.namespace(), parts[0]))
                    .filter(p -> p.uid().equals(parts.length > 1 ? parts[1] : ""))
                    .ifPresent(p -> left.add(p.name()));
        }
        answer.saw("not restarted yet", e.ref(), "pods", left);
        return left.isEmpty() ? answer.holds("all nodes have restarted") : answer.not(left.size() + " nodes to go");
    }
}
