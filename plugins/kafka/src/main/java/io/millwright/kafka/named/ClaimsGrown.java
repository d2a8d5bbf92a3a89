package io.millwright.kafka.named;

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

/** Some claims have at least that size, the file systems on them too. */
final class ClaimsGrown implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        long wanted = Bytes.quantity(arguments.getOrDefault("size", "0")).orElse(0L);
        String[] claims = arguments.getOrDefault("claims", "").split(",");
        for (String claim : claims) {
            ObjectRef ref = ObjectRef.of(Kind.PERSISTENT_VOLUME_CLAIM, arguments.getOrDefault("namespace", ""), claim);
            Optional<Resource> found = view.get(ref);
            String capacity =
                    found.flatMap(c -> c.text("status", "capacity", "storage")).orElse("unknown");
            answer.saw("capacity", ref, "status.capacity.storage", found.isEmpty() ? "not there" : capacity);
            if (Bytes.quantity(capacity).orElse(0L) < wanted) {
                String doing = found.stream()
                        .flatMap(c -> c.items("status", "conditions").stream())
                        .flatMap(c -> c.text("type").stream())
                        .findFirst()
                        .map(t -> " (" + t + ")")
                        .orElse("");
                return answer.not(claim + " has " + capacity + doing);
            }
        }
        return answer.holds(claims.length + " claims have " + arguments.getOrDefault("size", ""));
    }
}
