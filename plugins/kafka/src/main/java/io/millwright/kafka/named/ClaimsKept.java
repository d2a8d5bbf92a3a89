package io.millwright.kafka.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** Some claims are there and belong to nobody, so that they outlive their cluster. */
final class ClaimsKept implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String[] claims = arguments.getOrDefault("claims", "").split(",");
        for (String claim : claims) {
            ObjectRef ref = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, arguments.getOrDefault("namespace", ""), claim);
            Optional<Resource> found = view.get(ref);
            answer.saw(
                    "claim",
                    ref,
                    "status.phase",
                    found.flatMap(p -> p.text("status", "phase")).orElse("not found"));
            if (found.isEmpty()
                    || found.get().text("metadata", "deletionTimestamp").isPresent()) {
                return answer.not("claim " + claim + " is " + (found.isEmpty() ? "gone" : "being deleted"));
            }
            if (!found.get().items("metadata", "ownerReferences").isEmpty()) {
                return answer.not("claim " + claim + " would go with its owner");
            }
        }
        return answer.holds(claims.length + " claims are kept");
    }
}
