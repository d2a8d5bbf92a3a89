package io.millwright.ingress.named;

import io.millwright.ingress.facts.Admission;
import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.NamedCheck;
import java.util.Map;
import java.util.Optional;

/** Whether somebody answers for the webhook that every change of an Ingress passes: pods that are ready aren't enough until its Service leads to them. */
final class Admitting implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Optional<Nginx> nginx = Reloaded.find(arguments, view);
        if (nginx.isEmpty()) {
            return answer.not("the controller isn't there");
        }
        for (Admission a : Admission.all(view)) {
            if (!a.service().namespace().equals(nginx.get().namespace())) {
                continue;
            }
            if (!a.answered(view)) {
                return answer.saw("ready endpoints", a.service(), "EndpointSlice endpoints[].conditions.ready", 0)
                        .not("nobody is ready behind Service " + a.service().name() + " yet");
            }
        }
        return answer.holds("Ingresses can be saved");
    }
}
