package io.millwright.ingress.health;

import io.millwright.ingress.facts.Admission;
import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.Installer;
import io.millwright.kit.health.FindingDraft;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;

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
        List<Admission> all = Admission.all(view);
        all.stream().filter(a -> a.service().namespace().equals(n.namespace())).forEach(a -> one(a, n, view, findings));
        if (all.size() > 1) {
            findings.add(draft(view, Severity.WARNING, all.size() + " webhooks of ingress-nginx judge every Ingress")
                    .suffix("several")
                    .impact("Each of them refuses Ingresses when its controller is down.")
                    .saw(
                            "one of them",
                            all.getFirst().ref(),
                            "metadata.name",
                            all.getFirst().configuration().name())
                    .manual(
                            "see which controllers are wanted",
                            "kubectl get validatingwebhookconfigurations; kubectl get ingressclass")
                    .build());
        }
        return findings;
    }

    private void one(Admission a, Nginx n, ClusterView view, List<Finding> findings) {
        String name = a.configuration().name();
        boolean untold = a.bundle().isEmpty();
        if (!a.trusted(view)) {
            findings.add(broken(view, untold ? "untold" : "authority")
                    .saw(
                            "authority that the API server trusts",
                            a.ref(),
                            "webhooks[].clientConfig.caBundle",
                            untold ? "empty" : "not the one in Secret " + n.namespace() + "/" + name)
                    .manual("let the chart's jobs make it anew", """
                            kubectl -n %1$s delete secret %2$s
                            helm -n %1$s upgrade %3$s ingress-nginx --repo https://kubernetes.github.io/ingress-nginx --reset-then-reuse-values
                            Until then, and knowing that nothing checks Ingresses meanwhile:
                            kubectl patch validatingwebhookconfiguration %2$s --type=json -p '[{"op":"replace","path":"/webhooks/0/failurePolicy","value":"Ignore"}]'
                            """.formatted(
                            n.namespace(),
                            name,
                            Installer.release(n.workload()).map(ObjectRef::name).orElse("RELEASE")))
                    .build());
        }
        if (!a.answered(view)) {
            findings.add(broken(view, "unanswered")
                    .saw("ready endpoints", a.service(), "EndpointSlice endpoints[].conditions.ready", 0)
                    .saw("what happens without an answer", a.ref(), "webhooks[].failurePolicy", "Fail")
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
}
