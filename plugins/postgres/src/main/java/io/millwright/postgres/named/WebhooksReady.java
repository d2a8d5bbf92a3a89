package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Both webhook configurations are there and know the authority that signed the operator's certificate. */
final class WebhooksReady implements NamedCheck {
    private static final List<ObjectRef> CONFIGURATIONS = List.of(
            ObjectRef.of(Kind.MUTATING_WEBHOOK, "", Cnpg.MUTATING_WEBHOOKS),
            ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", Cnpg.VALIDATING_WEBHOOKS));

    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        for (ObjectRef ref : CONFIGURATIONS) {
            Optional<Resource> found = view.get(ref);
            long bare = found.map(WebhooksReady::bare).orElse(0L);
            answer.saw(
                    "webhooks without caBundle",
                    ref,
                    "webhooks[].clientConfig.caBundle",
                    found.isEmpty() ? "not found" : bare);
            if (found.isEmpty() || bare > 0) {
                return answer.not(
                        found.isEmpty()
                                ? ref.name() + " is not there"
                                : bare + " webhooks of " + ref.name() + " have no caBundle yet");
            }
        }
        return answer.holds("both webhook configurations have their certificate authority");
    }

    private static long bare(Resource configuration) {
        return configuration.items("webhooks").stream()
                .filter(w -> w.text("clientConfig", "caBundle").orElse("").isEmpty())
                .count();
    }
}
