package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import java.util.Map;
import java.util.Optional;

/** The certificate of an authority is the one of that fingerprint. */
final class AuthorityIs implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef secret = ObjectRef.of(
                Kind.SECRET,
                arguments.getOrDefault("namespace", ""),
                arguments.getOrDefault("name", "") + "-" + arguments.getOrDefault("authority", "") + "-cert");
        Optional<Chain> there = view.get(secret).flatMap(s -> Chain.of(s, Authority.CERTIFICATE));
        if (there.isEmpty()) {
            return answer.not("Secret " + secret.name() + " holds no certificate");
        }
        answer.saw("subject", secret, "data[ca.crt] subject", there.get().subject());
        return there.get().fingerprint().equals(arguments.getOrDefault("fingerprint", ""))
                ? answer.holds("it is " + there.get().subject())
                : answer.not("another certificate is there: " + there.get().subject());
    }
}
