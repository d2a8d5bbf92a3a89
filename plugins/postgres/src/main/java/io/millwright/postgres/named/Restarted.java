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

/** Every instance carries the trigger of the restart: the operator copies it to a pod once that is restarted. */
final class Restarted implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String trigger = arguments.getOrDefault("trigger", "");
        Optional<PgCluster> found =
                PgCluster.read(view, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the Cluster is not there");
        }
        List<Resource> pods = found.get().pods(view);
        pods.forEach(p -> answer.saw(
                "trigger seen by",
                ObjectRef.of(Kind.POD, p.namespace(), p.name()),
                "metadata.annotations[" + Cnpg.RESTARTED_AT + "]",
                p.annotation(Cnpg.RESTARTED_AT).orElse("absent")));
        long done = pods.stream()
                .filter(p ->
                        p.annotation(Cnpg.RESTARTED_AT).filter(trigger::equals).isPresent())
                .count();
        String message = done + " of " + found.get().wanted() + " instances restarted";
        return done >= found.get().wanted() ? answer.holds(message) : answer.not(message);
    }
}
