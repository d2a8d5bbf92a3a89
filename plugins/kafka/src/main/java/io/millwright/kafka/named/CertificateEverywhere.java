package io.millwright.kafka.named;

import io.millwright.kafka.strimzi.KafkaCluster;
import io.millwright.kafka.strimzi.Strimzi;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** An authority's certificate is of that generation or a later one, and every node carries its generation. */
final class CertificateEverywhere implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        String authority = arguments.getOrDefault("authority", "");
        long wanted = Long.parseLong(arguments.getOrDefault("generation", "0"));
        Optional<KafkaCluster> found = KafkaCluster.read(view, namespace, arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the Kafka is not there");
        }
        ObjectRef secret = ObjectRef.of(Kind.SECRET, namespace, found.get().name() + "-" + authority + "-cert");
        long there = view.get(secret)
                .flatMap(s -> s.number("metadata", "annotations", Strimzi.CA_CERT_GENERATION))
                .orElse(-1L);
        answer.saw("generation", secret, "metadata.annotations[" + Strimzi.CA_CERT_GENERATION + "]", there);
        if (there < wanted) {
            return answer.not("the certificate isn't renewed yet: generation " + there + ", wanted " + wanted);
        }
        String mark = "strimzi.io/" + authority + "-cert-generation";
        Optional<Resource> old = found.get().pods(view).stream()
                .filter(p -> p.number("metadata", "annotations", mark).orElse(-1L) < wanted)
                .findFirst();
        if (old.isPresent()) {
            answer.saw(
                    "carries",
                    old.get().ref(Kind.POD),
                    "metadata.annotations[" + mark + "]",
                    old.get().annotation(mark).orElse("none"));
            return answer.not(old.get().name() + " still has the former certificate");
        }
        return answer.holds("every node has generation " + there);
    }
}
