package io.millwright.logging.named;

import io.millwright.kit.health.Answer;
import io.millwright.logging.facts.Elastic;
import io.millwright.logging.facts.EsHttp;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** The elastic user's Secret is another one than that {@code uid}, and Elasticsearch takes its password. */
final class PasswordNew extends EsQuestion {
    @Override
    CheckResult ask(Elastic e, Map<String, String> arguments, Answer answer, ClusterView view) {
        ObjectRef ref = e.beside(Kind.SECRET, "-es-elastic-user");
        Optional<Resource> secret = view.get(ref);
        answer.saw("Secret", ref, "metadata.uid", secret.map(Resource::uid).orElse("not there"));
        if (secret.isEmpty()) {
            return answer.not("the operator hasn't made the new Secret yet");
        }
        if (secret.get().uid().equals(arguments.getOrDefault("uid", ""))) {
            return answer.not("it is still the former Secret");
        }
        String version = EsHttp.get(e, view, "/").text("version", "number").orElse("?");
        return answer.saw("login", e.ref(), "GET /", version).holds("the new password works");
    }
}
