package io.millwright.metrics.named;

import io.millwright.kit.Bytes;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** Claims have that size; with argument {@code asked}, growing as far as it goes without a restart is enough. */
final class ClaimsGrown implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        long wanted = Bytes.quantity(arguments.getOrDefault("size", "")).orElse(Long.MAX_VALUE);
        for (String name : arguments.getOrDefault("claims", "").split(",")) {
            ObjectRef ref = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, arguments.getOrDefault("namespace", ""), name);
            Optional<Resource> claim = view.get(ref);
            if (claim.isEmpty()) {
                return answer.not("claim " + name + " isn't there");
            }
            String capacity = claim.get().text("status", "capacity", "storage").orElse("none");
            answer.saw("capacity", ref, "status.capacity.storage", capacity);
            if (Bytes.quantity(capacity).orElse(0L) >= wanted) {
                continue;
            }
            boolean waits = claim.get()
                    .condition("FileSystemResizePending")
                    .flatMap(c -> c.text("status"))
                    .filter("True"::equals)
                    .isPresent();
            if (!(waits && arguments.containsKey("asked"))) {
                return answer.not(
                        waits ? name + " grows when its pod restarts: delete that pod" : name + " has " + capacity);
            }
        }
        return answer.holds("the claims have grown");
    }
}
