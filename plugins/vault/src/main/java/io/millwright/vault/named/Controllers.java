package io.millwright.vault.named;

import io.millwright.kit.Operators;
import io.millwright.kit.health.Answer;
import io.millwright.spi.Activity;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import io.millwright.vault.facts.Eso;
import java.util.List;
import java.util.Map;

/** Every Deployment of the External Secrets Operator in argument {@code namespace} is available; with {@code version}, in that one. */
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
            boolean up = all.stream()
                    .allMatch(
                            d -> Operators.available(d) && Operators.activity(d).equals(Activity.STEADY));
            String version = Eso.version(controller).orElse("unknown");
            return up && (wanted.isEmpty() || wanted.equals(version))
                    ? answer.holds("the operator runs in " + version)
                    : answer.not("the operator isn't available" + (wanted.isEmpty() ? "" : " in " + wanted));
        }
        return answer.not("the External Secrets Operator isn't there");
    }
}
