package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** A Secret of that name is there, and it is another one than that with the given UID. */
final class SecretRenewed implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref =
                ObjectRef.of(Kind.SECRET, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        Optional<Resource> secret = view.get(ref);
        answer.saw("UID", ref, "metadata.uid", secret.map(Resource::uid).orElse("not found"));
        if (secret.isEmpty()) {
            return answer.not("Secret " + ref.name() + " is not there yet");
        }
        return secret.get().uid().equals(arguments.getOrDefault("former", ""))
                ? answer.not("Secret " + ref.name() + " is still the former one")
                : answer.holds("Secret " + ref.name() + " is a new one");
    }
}
