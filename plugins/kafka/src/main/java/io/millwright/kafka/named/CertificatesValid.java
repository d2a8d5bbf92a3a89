package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.Authority;
import io.millwright.kafka.strimzi.Chain;
import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An authority's certificate is there and hasn't ended; where asked, neither have those of the nodes. */
final class CertificatesValid implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Optional<KafkaCluster> found =
                KafkaCluster.read(view, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the Kafka is not there");
        }
        KafkaCluster c = found.get();
        Map<ObjectRef, String> all = new LinkedHashMap<>();
        all.put(Authority.of(c, arguments.getOrDefault("authority", "")).certificate(), Authority.CERTIFICATE);
        if (arguments.getOrDefault("nodes", "").equals("true")) {
            c.pools(view).forEach(p -> p.pods().forEach(n -> all.put(c.beside(Kind.SECRET, n), n + ".crt")));
        }
        for (Map.Entry<ObjectRef, String> one : all.entrySet()) {
            Optional<Chain> chain = view.get(one.getKey()).flatMap(s -> Chain.of(s, one.getValue()));
            if (chain.isEmpty()) {
                return answer.not("Secret " + one.getKey().name() + " isn't made yet");
            }
            if (!chain.get().ends().isAfter(view.now())) {
                answer.saw(
                        "ended",
                        one.getKey(),
                        "data[" + one.getValue() + "] notAfter",
                        chain.get().ends());
                return answer.not("the certificate in Secret " + one.getKey().name() + " has ended");
            }
        }
        return answer.holds(all.size() + " certificates are valid");
    }
}
