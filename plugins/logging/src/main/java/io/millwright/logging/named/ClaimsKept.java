package io.millwright.logging.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** Those {@code claims} of a {@code namespace} are there, and none belongs to an Elasticsearch. */
final class ClaimsKept implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        for (String claim : arguments.getOrDefault("claims", "").split(",")) {
            ObjectRef ref = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, arguments.getOrDefault("namespace", ""), claim);
            Optional<Resource> found = view.get(ref);
            if (found.isEmpty()) {
                return answer.saw("claim", ref, "metadata.name", "not there").not("claim " + claim + " is gone");
            }
            boolean owned = found.get().items("metadata", "ownerReferences").stream()
                    .anyMatch(o -> o.text("kind").orElse("").equals("Elasticsearch"));
            answer.saw("owner", ref, "metadata.ownerReferences", owned ? "Elasticsearch" : "none");
            if (owned) {
                return answer.not("claim " + claim + " would be deleted with the Elasticsearch");
            }
        }
        return answer.holds("the claims stay");
    }
}
