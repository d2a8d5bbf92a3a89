package io.millwright.postgres.named;

import io.millwright.kit.Operators;
import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.CnpgOperators;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;

/** An operator runs. */
final class OperatorAvailable implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        List<Resource> all = CnpgOperators.deployments(view);
        all.forEach(d -> answer.saw(
                "operator",
                d.ref(Kind.DEPLOYMENT),
                "status.availableReplicas",
                d.number("status", "availableReplicas").orElse(0L)));
        return all.stream().anyMatch(Operators::available)
                ? answer.holds("the operator runs")
                : answer.not(all.isEmpty() ? "no operator is installed" : "no operator pod is available");
    }
}
