package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.Map;
import java.util.Optional;

/** The claim that a standby had is gone: its data can only be a new copy. */
final class StandbyRebuilt implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref = ObjectRef.of(
                Kind.PERSISTENT_VOLUME_CLAIM,
                arguments.getOrDefault("namespace", ""),
                arguments.getOrDefault("claim", ""));
        Optional<Resource> claim = view.get(ref);
        answer.saw("UID", ref, "metadata.uid", claim.map(Resource::uid).orElse("not found"));
        return claim.map(Resource::uid)
                        .filter(arguments.getOrDefault("former", "")::equals)
                        .isPresent()
                ? answer.not("claim " + ref.name() + " is still the former one")
                : answer.holds("the former claim " + ref.name() + " is gone");
    }
}
