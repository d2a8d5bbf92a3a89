package io.millwright.certificates.named;

import io.millwright.certificates.facts.Installation;
import io.millwright.certificates.facts.Installation.Part;
import io.millwright.kit.Operators;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** The three programs run as many pods as wanted and none of a former revision; in that version, where one is given. */
final class ProgramsRun implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref = ObjectRef.of(
                Kind.DEPLOYMENT, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("controller", ""));
        Optional<Resource> controller = view.get(ref);
        if (controller.isEmpty()) {
            return answer.saw("controller", ref, "metadata.name", "not found").not("the controller isn't there yet");
        }
        String version = arguments.getOrDefault("version", "");
        Map<Part, Resource> parts = new Installation(controller.get()).parts(view);
        for (Part part : Part.values()) {
            Optional<Resource> deployment = Optional.ofNullable(parts.get(part));
            if (deployment.isEmpty()) {
                return answer.saw("looked for the " + part.word(), ref, "", "no Deployment")
                        .not("there is no " + part.word());
            }
            Resource d = deployment.get();
            long wanted = d.number("spec", "replicas").orElse(1L);
            long available = d.number("status", "availableReplicas").orElse(0L);
            String runs = Installation.version(d).orElse("?");
            answer.saw(part.word(), d.ref(Kind.DEPLOYMENT), "status.availableReplicas", available + " of " + wanted)
                    .saw(part.word() + " version", d.ref(Kind.DEPLOYMENT), "spec.template", runs);
            if (!version.isEmpty() && !version.equals(runs)) {
                return answer.not("the " + part.word() + " is of version " + runs);
            }
            Optional<String> unfinished = Operators.unfinished(d);
            if (unfinished.isPresent()) {
                return answer.not(part.word() + ": " + unfinished.get());
            }
            if (available == 0) {
                return answer.not("no pod of the " + part.word() + " runs");
            }
        }
        return answer.holds("controller, webhook and injector run");
    }
}
