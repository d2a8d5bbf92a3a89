package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every instance's pod was last worked on by an operator of that version. */
final class Follows implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Optional<PgCluster> found =
                PgCluster.read(view, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the Cluster is not there");
        }
        String wanted = arguments.getOrDefault("version", "");
        List<Resource> pods = found.get().pods(view);
        pods.forEach(p -> answer.saw(
                "operator of " + p.name(),
                ObjectRef.of(Kind.POD, p.namespace(), p.name()),
                "metadata.annotations[" + Cnpg.OPERATOR_VERSION + "]",
                p.annotation(Cnpg.OPERATOR_VERSION).orElse("absent")));
        long done = pods.stream()
                .filter(p -> p.annotation(Cnpg.OPERATOR_VERSION)
                        .filter(wanted::equals)
                        .isPresent())
                .count();
        String message = done + " of " + found.get().wanted() + " instances follow operator " + wanted;
        return done >= found.get().wanted() ? answer.holds(message) : answer.not(message);
    }
}
