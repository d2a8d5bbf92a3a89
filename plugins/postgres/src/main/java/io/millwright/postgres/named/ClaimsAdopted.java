package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** The very claims that an earlier Cluster left belong to the new one: by UID, as claims of the same name could be empty ones. */
final class ClaimsAdopted implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        Optional<PgCluster> cluster = PgCluster.read(view, namespace, arguments.getOrDefault("name", ""));
        if (cluster.isEmpty()) {
            return answer.not("the Cluster isn't there");
        }
        String[] claims = arguments.getOrDefault("claims", "").split(",");
        for (String claim : claims) {
            String[] words = claim.split("=", 2);
            ObjectRef ref = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, namespace, words[0]);
            Optional<Resource> found = view.get(ref);
            answer.saw("UID", ref, "metadata.uid", found.map(Resource::uid).orElse("not found"));
            if (found.isEmpty() || !found.get().uid().equals(words[words.length - 1])) {
                return answer.not("claim " + words[0] + " isn't the one that was kept");
            }
            boolean owned = found.get().items("metadata", "ownerReferences").stream()
                    .anyMatch(o -> o.text("uid")
                            .filter(cluster.get().object().uid()::equals)
                            .isPresent());
            if (!owned) {
                return answer.not("claim " + words[0] + " doesn't belong to the Cluster yet");
            }
        }
        return answer.holds(claims.length + " claims belong to the Cluster");
    }
}
