package io.millwright.ingress.health;

import io.millwright.ingress.facts.Envoy;
import io.millwright.ingress.facts.Names;
import io.millwright.kit.Tree;
import io.millwright.kit.health.FindingDraft;
import io.millwright.kit.health.NotReady;
import io.millwright.spi.ClusterView;
import io.millwright.spi.ClusterView.HttpReply;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a Gateway of Envoy Gateway has proxies that take requests. */
final class Proxies extends GatewayCheck {
    Proxies() {
        super(
                "ingress.gateway.proxies",
                "Envoy proxies",
                Dimension.AVAILABILITY,
                "Deployment of the Gateway's proxies: none available is Critical, fewer than wanted is Degraded, one alone is Info;"
                        + " /ready on port 19003 of each pod: one that can't be asked is Unknown. Gateways of other implementations are"
                        + " left to their own tools.");
    }

    @Override
    List<Finding> look(Resource g, ObjectRef ref, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        for (Resource d : Envoy.proxies(g, view)) {
            ObjectRef proxy = ObjectRef.of(Kind.DEPLOYMENT, d.namespace(), d.name());
            long wanted = d.number("spec", "replicas").orElse(1L);
            long available = d.number("status", "availableReplicas").orElse(0L);
            if (available < wanted || available == 0) {
                FindingDraft draft = available == 0
                        ? draft(view, Severity.CRITICAL, "Gateway " + path(ref) + " has no proxy that runs")
                                .impact("None of its hosts can be reached.")
                        : draft(
                                        view,
                                        Severity.DEGRADED,
                                        available + " of " + wanted + " proxies of Gateway " + path(ref) + " run")
                                .suffix("reduced")
                                .impact("Fewer proxies carry the traffic.");
                findings.add(draft.saw("proxies wanted", proxy, "spec.replicas", wanted)
                        .saw("proxies available", proxy, "status.availableReplicas", available)
                        .cause(pods(d, view).stream()
                                .filter(p -> !NotReady.ready(p))
                                .flatMap(p -> NotReady.why(p).map(w -> p.name() + ": " + w).stream())
                                .findFirst()
                                .orElse(""))
                        .manual("see their pods", """
                                kubectl -n %1$s get pods -l gateway.envoyproxy.io/owning-gateway-name=%2$s
                                kubectl -n %1$s logs deploy/%3$s -c envoy --tail=50
                                """.formatted(d.namespace(), ref.name(), d.name()))
                        .build());
            } else if (wanted == 1) {
                findings.add(draft(view, Severity.INFO, "one proxy carries all traffic of Gateway " + path(ref))
                        .suffix("single")
                        .impact("A restart interrupts its requests.")
                        .saw("proxies wanted", proxy, "spec.replicas", wanted)
                        .run("run two", "scale-proxies", Tree.of("proxies", "2"))
                        .build());
            }
            unready(d, view).ifPresent(findings::add);
        }
        return findings;
    }

    private static List<Resource> pods(Resource deployment, ClusterView view) {
        Map<String, String> labels = deployment.textMap("spec", "selector", "matchLabels");
        return view.list(Kind.POD, new Selector(deployment.namespace(), labels, Map.of()));
    }

    private Optional<Finding> unready(Resource deployment, ClusterView view) {
        for (Resource pod : pods(deployment, view)) {
            ObjectRef ref = ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
            boolean running =
                    pod.text("status", "phase").filter("Running"::equals).isPresent() && NotReady.ready(pod);
            Optional<String> trouble = running ? ask(ref, view) : Optional.empty();
            if (trouble.isPresent()) {
                return Optional.of(
                        draft(view, Severity.UNKNOWN, "proxy " + pod.name() + " doesn't say whether it is ready")
                                .suffix("unasked")
                                .impact("A proxy that is draining would stay unseen.")
                                .saw("its answer", ref, ":19003/ready", trouble.get())
                                .manual(
                                        "ask it by hand",
                                        "kubectl -n %s port-forward pod/%s 19003 & curl -i localhost:19003/ready"
                                                .formatted(pod.namespace(), pod.name()))
                                .build());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ask(ObjectRef pod, ClusterView view) {
        try {
            HttpReply reply = view.httpGet(pod, "http", Names.PROXY_PORT, "/ready");
            return reply.status() == 200 ? Optional.empty() : Optional.of("status " + reply.status());
        } catch (ProblemException e) {
            return Optional.of(e.problem().why());
        }
    }
}
