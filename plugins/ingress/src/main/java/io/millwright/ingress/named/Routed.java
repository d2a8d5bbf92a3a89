package io.millwright.ingress.named;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether routes are accepted by every parent, with their backends found. */
final class Routed implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String[] names = arguments.getOrDefault("names", "").split(",");
        for (String name : names) {
            ObjectRef ref = ObjectRef.of(Names.HTTP_ROUTE, arguments.getOrDefault("namespace", ""), name);
            Optional<Resource> route = view.get(ref);
            List<Resource> parents =
                    route.map(r -> r.items("status", "parents")).orElse(List.of());
            answer.saw("parents that answered", ref, "status.parents", parents.size());
            if (route.isEmpty()
                    || parents.size() < route.get().items("spec", "parentRefs").size()) {
                return answer.not(ref.display()
                        + (route.isEmpty() ? " isn't there" : ": nobody has claimed it for every parent yet"));
            }
            for (Resource parent : parents) {
                Resource status = new Resource(Map.of("status", parent.content()));
                for (String type : List.of("Accepted", "ResolvedRefs")) {
                    Optional<Resource> c = status.condition(type);
                    boolean stale = c.flatMap(x -> x.number("observedGeneration"))
                            .filter(g -> g < route.get().generation())
                            .isPresent();
                    String value = c.flatMap(x -> x.text("status")).orElse("not reported");
                    answer.saw(type, ref, "status.parents.conditions[" + type + "]", value);
                    if (stale || !value.equals("True")) {
                        return answer.not(ref.display() + ": " + type + " is " + value
                                + (stale ? " for an older generation" : "")
                                + c.flatMap(x -> x.text("message"))
                                        .map(m -> ", " + m)
                                        .orElse(""));
                    }
                }
            }
        }
        return answer.holds(names.length + " routes accepted, with all backends found");
    }
}
