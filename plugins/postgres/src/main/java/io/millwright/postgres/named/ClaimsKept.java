package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** The volumes' claims outlived their Cluster, and an operator could adopt them again. */
final class ClaimsKept implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        String namespace = arguments.getOrDefault("namespace", "");
        String cluster = arguments.getOrDefault("name", "");
        String[] claims = arguments.getOrDefault("claims", "").split(",");
        for (String claim : claims) {
            ObjectRef ref = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, namespace, claim);
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
                return answer.not("claim " + claim + " still belongs to the Cluster");
            }
            if (found.get().label(Cnpg.CLUSTER_LABEL).filter(cluster::equals).isEmpty()
                    || found.get().annotation("cnpg.io/nodeSerial").isEmpty()) {
                return answer.not("claim " + claim + " lost the labels by which an operator adopts it");
            }
        }
        return answer.holds(claims.length + " claims are kept");
    }
}
