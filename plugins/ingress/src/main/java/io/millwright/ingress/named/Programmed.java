package io.millwright.ingress.named;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** Whether a Gateway carries traffic on all of its listeners: the Gateway's own condition stays True when one of them is broken. */
final class Programmed implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref = ObjectRef.of(
                Names.GATEWAY, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        Optional<Resource> gateway = view.get(ref);
        if (gateway.isEmpty()) {
            answer.saw("Gateway", ref, "metadata.name", "not found");
            return answer.not(ref.display() + " isn't there");
        }
        Optional<Resource> own = gateway.get().condition("Programmed");
        answer.saw("programmed", ref, "status.conditions[Programmed]", word(own));
        if (!holds(own, gateway.get())) {
            return answer.not("the Gateway isn't programmed: " + why(own));
        }
        for (Resource listener : gateway.get().items("status", "listeners")) {
            String name = listener.text("name").orElse("?");
            Optional<Resource> condition = new Resource(Map.of("status", listener.content())).condition("Programmed");
            answer.saw("listener " + name, ref, "status.listeners[" + name + "]", word(condition));
            if (!holds(condition, gateway.get())) {
                return answer.not("listener " + name + " isn't programmed: " + why(condition));
            }
        }
        return answer.holds(
                "programmed: " + own.flatMap(c -> c.text("message")).orElse("every listener takes connections"));
    }

    private static boolean holds(Optional<Resource> condition, Resource gateway) {
        return condition.flatMap(c -> c.text("status")).filter("True"::equals).isPresent()
                && condition
                        .flatMap(c -> c.number("observedGeneration"))
                        .map(g -> g >= gateway.generation())
                        .orElse(true);
    }

    private static String word(Optional<Resource> condition) {
        return condition.flatMap(c -> c.text("status")).orElse("not reported");
    }

    private static String why(Optional<Resource> condition) {
        return condition
                .map(c -> c.text("reason").orElse("") + ", " + c.text("message").orElse(""))
                .orElse("its controller hasn't reported yet");
    }
}
