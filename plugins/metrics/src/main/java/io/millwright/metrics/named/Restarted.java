package io.millwright.metrics.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;

/** Each of those pods has been made anew. */
final class Restarted implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        for (String entry : arguments.getOrDefault("pods", "").split(",")) {
            String[] parts = entry.split("=", 2);
            ObjectRef ref = ObjectRef.of(Kind.POD, arguments.getOrDefault("namespace", ""), parts[0]);
            String uid = view.get(ref).map(Resource::uid).orElse("");
            answer.saw("pod", ref, "metadata.uid", uid.isEmpty() ? "not there" : uid);
            if (uid.isEmpty() || parts.length > 1 && uid.equals(parts[1])) {
                return answer.not(parts[0] + (uid.isEmpty() ? " isn't there yet" : " hasn't restarted yet"));
            }
        }
        return answer.holds("every pod has been made anew");
    }
}
