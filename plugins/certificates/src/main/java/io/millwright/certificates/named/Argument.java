package io.millwright.certificates.named;

import io.millwright.certificates.facts.Installation;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** The controller is started with that value of that argument. */
final class Argument implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref = ObjectRef.of(
                Kind.DEPLOYMENT, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("controller", ""));
        Optional<Resource> controller = view.get(ref);
        if (controller.isEmpty()) {
            return answer.saw("controller", ref, "metadata.name", "not found").not("the controller isn't there");
        }
        String name = arguments.getOrDefault("argument", "");
        String value = new Installation(controller.get()).argument(name).orElse("");
        answer.saw("argument", ref, "--" + name, value);
        return value.equals(arguments.getOrDefault("value", ""))
                ? answer.holds("--" + name + " is " + (value.isEmpty() ? "not set" : value))
                : answer.not("--" + name + " is " + (value.isEmpty() ? "not set" : value));
    }
}
