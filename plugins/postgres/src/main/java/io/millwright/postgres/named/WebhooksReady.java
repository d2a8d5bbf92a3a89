package io.millwright.postgres.named;

import io.millwright.kit.health.Answer;
import io.millwright.postgres.cnpg.Cnpg;
import io.millwright.postgres.cnpg.CnpgOperators;
import io.millwright.postgres.cnpg.WebhookService;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Both webhook configurations are there and know the authority that signed the operator's certificate, and an operator is ready behind the Service
 * by which the API server reaches them.
 */
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
        for (Resource operator : CnpgOperators.deployments(view)) {
            WebhookService service = WebhookService.in(operator.namespace());
            WebhookService.State state = service.state(view);
            answer.saw(
                    "the webhooks' Service",
                    service.ref(),
                    "EndpointSlice endpoints[].conditions.ready",
                    state.name().toLowerCase(Locale.ROOT));
            if (state != WebhookService.State.ANSWERS) {
                return answer.not(
                        state == WebhookService.State.MISSING
                                ? "Service " + service.ref().name() + " is not there"
                                : "Service " + service.ref().name() + " has no ready endpoint yet");
            }
        }
        return answer.holds("both webhook configurations have their certificate authority, and their Service answers");
    }

    private static long bare(Resource configuration) {
        return configuration.items("webhooks").stream()
                .filter(w -> w.text("clientConfig", "caBundle").orElse("").isEmpty())
                .count();
    }
}
