package io.millwright.certificates.named;

import io.millwright.certificates.facts.Installation;
import io.millwright.kit.X509;
import io.millwright.kit.health.Answer;
import io.millwright.spi.CheckResult;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Kind;
import io.millwright.spi.NamedCheck;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Both webhook configurations trust the authority that signs the webhook's certificate. */
final class WebhookTrusted implements NamedCheck {
    @Override
    public CheckResult evaluate(Map<String, String> arguments, ClusterView view) {
        Answer answer = new Answer(view.now());
        ObjectRef ref = ObjectRef.of(
                Kind.DEPLOYMENT, arguments.getOrDefault("namespace", ""), arguments.getOrDefault("controller", ""));
        Optional<Resource> controller = view.get(ref);
        if (controller.isEmpty()) {
            return answer.saw("controller", ref, "metadata.name", "not found").not("the controller isn't there yet");
        }
        Installation installation = new Installation(controller.get());
        Optional<X509> authority = view.get(installation.webhookAuthority()).flatMap(s -> X509.ofSecret(s, "ca.crt"));
        answer.saw(
                "the webhook's authority",
                installation.webhookAuthority(),
                "data.ca.crt",
                authority.map(X509::fingerprint).orElse("none"));
        if (authority.isEmpty()) {
            return answer.not("the webhook hasn't made its authority yet");
        }
        for (ObjectRef configuration : installation.webhookConfigurations()) {
            Optional<Resource> found = view.get(configuration);
            List<Resource> hooks = found.map(c -> c.items("webhooks")).orElse(List.of());
            if (hooks.isEmpty()) {
                return answer.saw("configuration", configuration, "webhooks", "none")
                        .not("there is no " + configuration.display());
            }
            for (Resource hook : hooks) {
                Optional<X509> trusted = hook.text("clientConfig", "caBundle").flatMap(X509::ofBase64);
                answer.saw(
                        "trusts",
                        configuration,
                        "webhooks[].clientConfig.caBundle",
                        trusted.map(X509::fingerprint).orElse("nothing"));
                if (!trusted.equals(authority)) {
                    return answer.not(configuration.display() + " doesn't trust the webhook's authority yet");
                }
            }
        }
        return answer.holds("both webhook configurations trust the webhook");
    }
}
