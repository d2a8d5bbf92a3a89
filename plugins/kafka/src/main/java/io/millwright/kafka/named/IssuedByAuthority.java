package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What an authority has to sign is signed in the name of its present certificate: every node's certificate, or every user's. */
final class IssuedByAuthority implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Optional<KafkaCluster> found =
                KafkaCluster.read(view, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the Kafka is not there");
        }
        Authority authority = Authority.of(found.get(), arguments.getOrDefault("authority", ""));
        Optional<Chain> signer = authority.chain(view);
        if (signer.isEmpty()) {
            return answer.not("Secret " + authority.certificate().name() + " holds no certificate");
        }
        answer.saw(
                "subject",
                authority.certificate(),
                "data[ca.crt] subject",
                signer.get().subject());
        Map<ObjectRef, String> signed = signed(authority, view);
        for (Map.Entry<ObjectRef, String> one : signed.entrySet()) {
            Optional<Chain> chain = view.get(one.getKey()).flatMap(s -> Chain.of(s, one.getValue()));
            String issuer = chain.map(Chain::issuer).orElse("nobody");
            if (!issuer.equals(signer.get().subject())) {
                answer.saw("issuer", one.getKey(), "data[" + one.getValue() + "] issuer", issuer);
                return answer.not("the certificate in Secret " + one.getKey().name() + " is still signed by " + issuer);
            }
        }
        return answer.holds(
                signed.size() + " certificates are signed by " + signer.get().subject());
    }

    /** The Secrets with what it signs, and under which key. */
    static Map<ObjectRef, String> signed(Authority authority, ClusterView view) {
        KafkaCluster c = authority.cluster();
        Map<ObjectRef, String> all = new LinkedHashMap<>();
        if (authority.id().equals(Authority.CLUSTER)) {
            c.pods(view).forEach(p -> all.put(c.beside(Kind.SECRET, p.name()), p.name() + ".crt"));
            return all;
        }
        for (Resource user : c.belonging(view, Strimzi.USER)) {
            if (user.text("spec", "authentication", "type")
                    .filter("tls"::equals)
                    .isPresent()) {
                all.put(c.beside(Kind.SECRET, user.text("status", "secret").orElse(user.name())), "user.crt");
            }
        }
        return all;
    }
}
