package io.millwright.ingress.health;

import io.millwright.ingress.facts.Backend;
import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.Installer;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the webhook that every change of an Ingress passes can answer. */
final class Webhook extends NginxCheck {
    Webhook() {
        super(
                "ingress.nginx.webhook",
                "Admission webhook",
                Dimension.AVAILABILITY,
                "ValidatingWebhookConfiguration caBundle against key ca of its Secret, and ready endpoints of its Service: a bundle that"
                        + " is empty or differs, or no endpoint with failurePolicy Fail, is Critical; several such webhooks are Warning.");
    }

    @Override
    List<Finding> look(Nginx n, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        List<Resource> all = new ArrayList<>();
        for (Resource configuration : view.list(Kind.VALIDATING_WEBHOOK, Selector.ALL)) {
            for (Resource webhook : configuration.items("webhooks")) {
                if (webhook.text("name").filter(Names.WEBHOOK::equals).isPresent()) {
                    all.add(configuration);
                    if (webhook.text("clientConfig", "service", "namespace")
                            .filter(n.namespace()::equals)
                            .isPresent()) {
                        one(configuration, webhook, n, view, findings);
                    }
                }
            }
        }
        if (all.size() > 1) {
            findings.add(draft(view, Severity.WARNING, all.size() + " webhooks of ingress-nginx judge every Ingress")
                    .suffix("several")
                    .impact("Each of them refuses Ingresses when its controller is down.")
                    .saw(
                            "one of them",
                            ref(all.getFirst()),
                            "metadata.name",
                            all.getFirst().name())
                    .manual(
                            "see which controllers are wanted",
                            "kubectl get validatingwebhookconfigurations; kubectl get ingressclass")
                    .build());
        }
        return findings;
    }

    private void one(Resource configuration, Resource webhook, Nginx n, ClusterView view, List<Finding> findings) {
        ObjectRef ref = ref(configuration);
        String bundle = webhook.text("clientConfig", "caBundle").orElse("");
        Optional<Resource> secret = view.get(ObjectRef.of(Kind.SECRET, n.namespace(), configuration.name()));
        Optional<String> authority = secret.flatMap(s -> s.text("data", "ca"));
        boolean differs = authority.filter(a -> !a.equals(bundle)).isPresent();
        if (bundle.isEmpty() || differs) {
            findings.add(broken(view, bundle.isEmpty() ? "untold" : "authority")
                    .saw(
                            "authority that the API server trusts",
                            ref,
                            "webhooks[].clientConfig.caBundle",
                            bundle.isEmpty()
                                    ? "empty"
                                    : "not the one in Secret " + n.namespace() + "/" + configuration.name())
                    .manual("let the chart's jobs make it anew", """
                            kubectl -n %1$s delete secret %2$s
                            helm -n %1$s upgrade %3$s ingress-nginx --repo https://kubernetes.github.io/ingress-nginx --reset-then-reuse-values
                            Until then, and knowing that nothing checks Ingresses meanwhile:
                            kubectl patch validatingwebhookconfiguration %2$s --type=json -p '[{"op":"replace","path":"/webhooks/0/failurePolicy","value":"Ignore"}]'
                            """.formatted(
                            n.namespace(),
                            configuration.name(),
                            Installer.release(n.workload()).map(ObjectRef::name).orElse("RELEASE")))
                    .build());
        }
        ObjectRef service = ObjectRef.of(
                Kind.SERVICE,
                n.namespace(),
                webhook.text("clientConfig", "service", "name").orElse(""));
        if (webhook.text("failurePolicy").orElse("Fail").equals("Fail") && Backend.readyEndpoints(service, view) == 0) {
            findings.add(broken(view, "unanswered")
                    .saw("ready endpoints", service, "EndpointSlice endpoints[].conditions.ready", 0)
                    .saw("what happens without an answer", ref, "webhooks[].failurePolicy", "Fail")
                    .manual(
                            "bring the controller up",
                            "kubectl -n %s get pods,endpointslices -l app.kubernetes.io/name=ingress-nginx"
                                    .formatted(n.namespace()))
                    .build());
        }
    }

    private FindingDraft broken(ClusterView view, String suffix) {
        return draft(view, Severity.CRITICAL, "no Ingress can be saved: its webhook can't answer")
                .suffix(suffix)
                .impact("Every creation and change of an Ingress in the whole cluster is refused; traffic goes on.");
    }

    private static ObjectRef ref(Resource configuration) {
        return ObjectRef.of(Kind.VALIDATING_WEBHOOK, "", configuration.name());
    }
}
