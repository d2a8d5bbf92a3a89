package io.millwright.logging.named;

import io.millwright.kit.health.Answer;
import io.millwright.logging.facts.Names;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** A Kibana serves, in that {@code version} if one is given. */
final class KibanaServes implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref =
                ObjectRef.of(Names.KB, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        Optional<Resource> found = view.get(ref);
        if (found.isEmpty()) {
            return answer.not("Kibana " + ref.namespace() + "/" + ref.name() + " is not there");
        }
        String health = found.get().text("status", "health").orElse("none");
        String version = found.get().text("status", "version").orElse("none");
        answer.saw("health", ref, "status.health", health).saw("version", ref, "status.version", version);
        String wanted = arguments.getOrDefault("version", "");
        if (!wanted.isEmpty() && !wanted.equals(version)) {
            return answer.not("Kibana runs " + version + ", not " + wanted);
        }
        boolean seen = found.get().number("status", "observedGeneration").orElse(-1L)
                >= found.get().generation();
        return health.equals("green") && seen
                ? answer.holds("Kibana serves in " + version)
                : answer.not(seen ? "Kibana's health is " + health : "the operator hasn't seen the newest change");
    }
}
