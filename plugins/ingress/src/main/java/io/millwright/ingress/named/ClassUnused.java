package io.millwright.ingress.named;

import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether nothing needs a controller any more. */
final class ClassUnused implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Optional<Nginx> nginx = Reloaded.find(arguments, view);
        if (nginx.isEmpty()) {
            return answer.holds("the controller is gone");
        }
        List<Resource> left = nginx.get().ingresses(view);
        answer.saw("Ingresses that it serves", nginx.get().ref(), "count", left.size());
        return left.isEmpty()
                ? answer.holds("no Ingress is left that it serves")
                : answer.not(left.size() + " Ingresses are left, "
                        + left.getFirst().namespace() + "/" + left.getFirst().name() + " among them");
    }
}
