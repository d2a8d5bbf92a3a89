package io.millwright.ingress.health;

import io.millwright.ingress.facts.Names;
import io.millwright.ingress.facts.Nginx;
import io.millwright.kit.Metrics;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether every pod could load the newest configuration: the API accepts what nginx refuses. */
final class Reload extends NginxCheck {
    private static final String LOADED = "nginx_ingress_controller_config_last_reload_successful";
    private static final String HASH = "nginx_ingress_controller_config_hash";

    Reload() {
        super(
                "ingress.nginx.reload",
                "Configuration loaded",
                Dimension.CONFIGURATION,
                "Metric " + LOADED + " of each pod: 0 is Critical; different values of " + HASH
                        + " are Warning; a pod without metrics is Unknown.");
    }

    @Override
    List<Finding> look(Nginx n, ClusterView view) {
        List<Finding> findings = new ArrayList<>();
        Set<Double> hashes = new HashSet<>();
        List<String> silent = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (Resource pod : n.pods(view)) {
            Optional<Metrics> metrics = Metrics.read(view, ref(pod), "http", Names.NGINX_PORT, "/metrics");
            Optional<Double> loaded = metrics.flatMap(m -> m.value(LOADED, ""));
            if (loaded.isEmpty()) {
                silent.add(pod.name());
            } else if (loaded.get() != 1) {
                failed.add(pod.name());
            } else {
                metrics.flatMap(m -> m.value(HASH, "")).ifPresent(hashes::add);
            }
        }
        if (!failed.isEmpty()) {
            findings.add(draft(
                            view,
                            Severity.CRITICAL,
                            "nginx refuses its newest configuration on " + failed.size() + " pods")
                    .suffix("failed")
                    .impact(
                            "Changes of Ingresses don't take effect, and a pod that restarts now doesn't come up again.")
                    .saw("last reload", ObjectRef.of(Kind.POD, n.namespace(), failed.getFirst()), LOADED, 0)
                    .cause(event(failed.getFirst(), n, view).orElse(""))
                    .manual("find the bad value and put it back", """
                            kubectl -n %1$s get events --field-selector reason=RELOAD,type=Warning
                            kubectl -n %1$s logs %2$s --tail=100 | grep emerg
                            """.formatted(n.namespace(), failed.getFirst()))
                    .build());
        }
        if (!silent.isEmpty()) {
            findings.add(draft(
                            view,
                            Severity.UNKNOWN,
                            "whether nginx loaded its configuration can't be told on " + silent.size() + " pods")
                    .suffix("unknown")
                    .impact("A configuration that nginx refuses would stay unseen until a pod restarts.")
                    .saw(
                            "metrics",
                            ObjectRef.of(Kind.POD, n.namespace(), silent.getFirst()),
                            ":10254/metrics",
                            "not readable")
                    .manual(
                            "switch metrics on",
                            "Set controller.metrics.enabled=true in the chart's values, or see whether you may read pods/proxy in "
                                    + n.namespace() + ".")
                    .build());
        }
        if (hashes.size() > 1) {
            findings.add(draft(
                            view,
                            Severity.WARNING,
                            "the controller's pods serve " + hashes.size() + " different configurations")
                    .suffix("skew")
                    .impact("The same request gets different answers.")
                    .saw("configurations", n.ref(), HASH, hashes.size())
                    .run("restart the controller", "restart", java.util.Map.of())
                    .build());
        }
        return findings;
    }

    private static ObjectRef ref(Resource pod) {
        return ObjectRef.of(Kind.POD, pod.namespace(), pod.name());
    }

    private static Optional<String> event(String pod, Nginx n, ClusterView view) {
        return view.list(Kind.EVENT, Selector.in(n.namespace())).stream()
                .filter(e ->
                        e.text("involvedObject", "name").filter(pod::equals).isPresent()
                                && e.text("reason").filter("RELOAD"::equals).isPresent()
                                && e.text("type").filter("Warning"::equals).isPresent())
                .flatMap(e -> e.text("message").stream())
                .reduce((a, b) -> b);
    }
}
