package io.millwright.certificates.health;

import io.millwright.certificates.facts.Installation;
import io.millwright.kit.X509;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the API server can trust the webhook. */
final class OperatorWebhook extends OperatorCheck {
    OperatorWebhook() {
        super(
                "certificates.operator.webhook",
                "The API server trusts the webhook",
                Dimension.AVAILABILITY,
                "caBundle of both webhook configurations against ca.crt of the Secret with the webhook's authority: missing or different is"
                        + " Critical; a failurePolicy other than Fail is Warning.");
    }

    @Override
    List<Finding> look(Installation installation, ClusterView view) {
        ObjectRef secret = installation.webhookAuthority();
        Optional<X509> authority = view.get(secret).flatMap(s -> X509.ofSecret(s, "ca.crt"));
        if (authority.isEmpty()) {
            return List.of(broken(view, "the webhook has no authority")
                    .suffix("authority")
                    .saw("the webhook's authority", secret, "data.ca.crt", "none")
                    .run("repair the webhook", "repair-webhook", Map.of())
                    .build());
        }
        List<Finding> findings = new ArrayList<>();
        for (ObjectRef ref : installation.webhookConfigurations()) {
            String word = ref.kind().kind().startsWith("Validating") ? "validating" : "mutating";
            List<Resource> hooks = view.get(ref).map(c -> c.items("webhooks")).orElse(List.of());
            if (hooks.isEmpty()) {
                findings.add(draft(view, Severity.WARNING, "there is no " + word + " webhook")
                        .suffix(word + ".missing")
                        .impact("Wrong certificates and issuers are accepted and fail later.")
                        .saw("looked for", ref, "webhooks", "none")
                        .manual(
                                "bring it back",
                                "Upgrade the release with its own values, or apply the manifest again.")
                        .build());
            }
            for (Resource hook : hooks) {
                Optional<X509> trusted = hook.text("clientConfig", "caBundle").flatMap(X509::ofBase64);
                if (!trusted.equals(authority)) {
                    findings.add(broken(view, "the " + word + " webhook isn't trusted by the API server")
                            .suffix(word)
                            .saw(
                                    "trusts",
                                    ref,
                                    "webhooks[].clientConfig.caBundle",
                                    trusted.map(X509::fingerprint).orElse("nothing"))
                            .saw(
                                    "authority",
                                    secret,
                                    "data.ca.crt",
                                    authority.get().fingerprint())
                            .cause("The injector hasn't written the webhook's new authority; see whether it runs.")
                            .run("repair the webhook", "repair-webhook", Map.of())
                            .build());
                }
                String policy = hook.text("failurePolicy").orElse("Fail");
                if (!policy.equals("Fail")) {
                    findings.add(draft(view, Severity.WARNING, "the " + word + " webhook may be skipped")
                            .suffix(word + ".policy")
                            .impact("When it doesn't answer, wrong certificates and issuers are accepted.")
                            .saw("policy", ref, "webhooks[].failurePolicy", policy)
                            .manual(
                                    "set it back",
                                    "Upgrade the release, or set failurePolicy: Fail in " + ref.display() + ".")
                            .build());
                }
            }
        }
        return findings;
    }

    private FindingDraft broken(ClusterView view, String title) {
        return draft(view, Severity.CRITICAL, title)
                .impact("Every change of a certificate or issuer is refused; nothing can be issued anew.");
    }
}
