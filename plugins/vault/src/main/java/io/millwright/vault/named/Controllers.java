package io.millwright.vault.named;

import io.millwright.kit.Operators;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import io.millwright.vault.facts.Eso;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every Deployment of the External Secrets Operator in argument {@code namespace} runs as many pods as wanted and none of a former revision, and its
 * webhooks can be asked; with {@code version}, in that one.
 */
final class Controllers implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String wanted = arguments.getOrDefault("version", "");
        for (Resource controller : Eso.controllers(view)) {
            if (!controller.namespace().equals(arguments.getOrDefault("namespace", ""))) {
                continue;
            }
            List<Resource> all = Eso.deployments(controller, view);
            all.forEach(d -> answer.saw(
                    d.name(),
                    d.ref(Kind.DEPLOYMENT),
                    "status.availableReplicas",
                    d.text("status", "availableReplicas").orElse("0")));
            String version = Eso.version(controller).orElse("unknown");
            if (!wanted.isEmpty() && !wanted.equals(version)) {
                return answer.not("the operator is " + version + ", not " + wanted);
            }
            return unready(controller, all, view)
                    .map(answer::not)
                    .orElseGet(() -> answer.holds("the operator runs in " + version));
        }
        return answer.not("the External Secrets Operator isn't there");
    }

    private static Optional<String> unready(Resource controller, List<Resource> all, ClusterView view) {
        return all.stream()
                .flatMap(d -> Operators.unfinished(d).map(u -> d.name() + ": " + u).stream())
                .findFirst()
                .or(() -> Eso.webhooks(controller.namespace(), view).stream()
                        .filter(w -> !w.answers(view))
                        .map(w -> w.configuration().name() + " can't be asked yet: " + w.lacks())
                        .findFirst());
    }
}
