package io.millwright.kafka.named;

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

/** An object of Strimzi is taken up in its newest generation, and found good. */
final class Declared implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Optional<Kind> kind = Strimzi.KINDS.stream()
                .filter(k -> k.kind().equals(arguments.getOrDefault("kind", "")))
                .findFirst();
        if (kind.isEmpty()) {
            return answer.cannotTell("there is no kind " + arguments.getOrDefault("kind", ""));
        }
        ObjectRef ref =
                ObjectRef.of(kind.get(), arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        Optional<Resource> found = view.get(ref);
        if (found.isEmpty()) {
            return answer.not(ref.display() + " is not there");
        }
        long observed = found.get().number("status", "observedGeneration").orElse(-1L);
        answer.saw(
                "generation / observed",
                ref,
                "metadata.generation / status.observedGeneration",
                found.get().generation() + " / " + observed);
        if (observed < found.get().generation()) {
            return answer.not("its operator hasn't taken up the newest change");
        }
        Optional<Resource> bad = found.get().items("status", "conditions").stream()
                .filter(c -> {
                    String type = c.text("type").orElse("");
                    String status = c.text("status").orElse("");
                    return (type.equals("Ready") && status.equals("False"))
                            || (type.equals("NotReady") && status.equals("True"));
                })
                .findFirst();
        if (bad.isPresent()) {
            return answer.not(bad.get().text("reason").orElse("not ready")
                    + bad.get().text("message").map(m -> ": " + m).orElse(""));
        }
        boolean ready = found.get()
                .condition("Ready")
                .flatMap(c -> c.text("status"))
                .filter("True"::equals)
                .isPresent();
        return ready ? answer.holds(ref.name() + " is ready") : answer.not(ref.name() + " isn't ready yet");
    }
}
