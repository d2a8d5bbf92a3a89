package io.millwright.metrics.named;

import io.millwright.kit.health.Answer;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import java.util.Map;
import java.util.Optional;

/** A question about one Prometheus or Alertmanager; what it doesn't answer can't be told. */
abstract class ServerQuestion implements NamedCheck {
    @Override
    public final CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Kind kind = arguments.getOrDefault("component", "").equals(Names.ALERTMANAGER) ? Names.AM : Names.PROM;
        ObjectRef ref = ObjectRef.of(kind, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        Optional<Server> server = view.get(ref).map(Server::new);
        if (server.isEmpty()) {
            return answer.saw(kind.kind(), ref, "metadata.name", "not found").not(ref.display() + " isn't there");
        }
        try {
            return ask(server.get(), arguments, answer, view);
        } catch (ProblemException e) {
            return answer.cannotTell(e.problem().why());
        }
    }

    abstract CheckResult ask(Server s, Map<String, String> arguments, Answer answer, ClusterView view);
}
