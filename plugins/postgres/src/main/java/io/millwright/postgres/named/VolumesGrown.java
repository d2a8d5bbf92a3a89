package io.millwright.postgres.named;

import io.millwright.kit.Bytes;
import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.PgCluster;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every claim of the cluster has the capacity that the Cluster asks for, and its storage class where that is asked too. */
final class VolumesGrown implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        Optional<PgCluster> found =
                PgCluster.read(view, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("name", ""));
        if (found.isEmpty()) {
            return answer.not("the Cluster is not there");
        }
        List<Resource> claims = found.get().claims(view);
        for (Resource claim : claims) {
            String field = switch (claim.label(Cnpg.PVC_ROLE_LABEL).orElse("")) {
                case "PG_DATA" -> "storage";
                case "PG_WAL" -> "walStorage";
                default -> "";
            };
            Optional<String> wanted =
                    field.isEmpty() ? Optional.empty() : found.get().object().text("spec", field, "size");
            if (wanted.isEmpty()) {
                continue;
            }
            ObjectRef ref = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, claim.namespace(), claim.name());
            String capacity = claim.text("status", "capacity", "storage").orElse("none");
            answer.saw("capacity", ref, "status.capacity.storage", capacity);
            if (bytes(capacity) < bytes(wanted.get())) {
                boolean offline = claim.condition("FileSystemResizePending").isPresent();
                return answer.not("claim " + claim.name() + " has " + capacity + ", not " + wanted.get()
                        + (offline ? "; its file system grows when the pod restarts: runbook restart" : ""));
            }
            Optional<String> storageClass = found.get()
                    .object()
                    .text("spec", field, "storageClass")
                    .filter(c -> arguments.containsKey("class"));
            Optional<String> present = claim.text("spec", "storageClassName");
            if (storageClass.isPresent() && !storageClass.equals(present)) {
                return answer.not("claim " + claim.name() + " is of StorageClass " + present.orElse("none") + ", not "
                        + storageClass.get());
            }
        }
        return answer.holds(claims.size() + " volumes have their size");
    }

    private static long bytes(String quantity) {
        return Bytes.quantity(quantity).orElse(0L);
    }
}
