package io.millwright.logging.named;

import io.millwright.kit.Bytes;
import io.millwright.kit.health.Answer;
import io.millwright.logging.facts.Elastic;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** Those {@code claims} have that {@code size}. */
final class ClaimsGrown extends EsQuestion {
    @Override
    CheckResult ask(Elastic e, Map<String, String> arguments, Answer answer, ClusterView view) {
        long wanted = Bytes.quantity(arguments.getOrDefault("size", "0")).orElse(0L);
        for (String claim : arguments.getOrDefault("claims", "").split(",")) {
            ObjectRef ref = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, e.namespace(), claim);
            Optional<Resource> found = view.get(ref);
            String size =
                    found.flatMap(c -> c.text("status", "capacity", "storage")).orElse("0");
            answer.saw("size", ref, "status.capacity.storage", size);
            if (Bytes.quantity(size).orElse(0L) < wanted) {
                boolean pending = found.flatMap(c -> c.condition("FileSystemResizePending"))
                        .isPresent();
                return answer.not(claim + " has " + size
                        + (pending ? "; its file system grows when its node restarts: runbook rolling-restart" : ""));
            }
        }
        return answer.holds("all claims have " + arguments.getOrDefault("size", ""));
    }
}
