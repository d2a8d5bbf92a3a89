package io.millwright.metrics.health;

import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Whether what is to be measured answers. */
final class Targets extends ServerCheck {
    private static final double SHARE = 0.1;

    Targets() {
        super(
                "metrics.prometheus.targets",
                "Targets answering",
                Dimension.AVAILABILITY,
                Names.PROMETHEUS,
                "GET /api/v1/targets?state=active, by scrape pool: over 10 % down is a Warning, a whole pool Degraded, none of all targets"
                        + " answering Critical. A pool of the control plane is a Warning.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        return asked(s, view, "GET /api/v1/targets", pod -> {
            List<Resource> targets = Api.data(view, pod, s.scheme(), "/api/v1/targets?state=active")
                    .items("activeTargets");
            List<Resource> down = targets.stream().filter(Targets::down).toList();
            if (down.isEmpty()) {
                return List.of();
            }
            if (down.size() == targets.size()) {
                return List.of(draft(view, Severity.CRITICAL, "none of " + targets.size() + " targets answers")
                        .suffix("all")
                        .impact("Nothing is measured; alerts on these values don't fire.")
                        .saw("first error", s.ref(), "GET /api/v1/targets: lastError", error(down))
                        .manual("look at the network of " + pod.display(), "A NetworkPolicy or DNS is the usual cause.")
                        .build());
            }
            Map<String, List<Resource>> pools = targets.stream()
                    .collect(Collectors.groupingBy(
                            t -> t.text("scrapePool").orElse("?"), TreeMap::new, Collectors.toList()));
            return pools.entrySet().stream()
                    .flatMap(p -> pool(s, p.getKey(), p.getValue(), view).stream())
                    .toList();
        });
    }

    private static boolean down(Resource target) {
        return target.text("health").filter("down"::equals).isPresent();
    }

    private static String error(List<Resource> down) {
        return down.stream()
                .flatMap(t -> t.text("lastError").stream())
                .filter(e -> !e.isEmpty())
                .findFirst()
                .orElse("none given");
    }

    private Optional<Finding> pool(Server s, String pool, List<Resource> targets, ClusterView view) {
        List<Resource> down = targets.stream().filter(Targets::down).toList();
        if (down.size() <= targets.size() * SHARE) {
            return Optional.empty();
        }
        boolean control = pool.matches(".*(etcd|scheduler|controller-manager|kube-proxy).*");
        boolean whole = down.size() == targets.size();
        return Optional.of(draft(
                        view,
                        whole && !control ? Severity.DEGRADED : Severity.WARNING,
                        down.size() + " of " + targets.size() + " targets of " + pool + " are down")
                .suffix(pool.replaceAll("[^a-zA-Z0-9]+", "-").replaceAll("^-|-$", ""))
                .impact("What they would say is missing, and alerts on it don't fire.")
                .saw("error", s.ref(), "GET /api/v1/targets: " + pool, error(down))
                .cause(control ? "managed clusters hide it, and others bind it to localhost" : "")
                .manual(
                        control ? "bind it, or leave it out" : "see why",
                        control
                                ? "Start it with --bind-address=0.0.0.0 (kube-proxy: --metrics-bind-address), or set kubeEtcd, kubeScheduler,"
                                        + " kubeControllerManager, kubeProxy.enabled to false in the chart's values."
                                : "Down: "
                                        + down.stream()
                                                .limit(5)
                                                .map(t -> t.text("scrapeUrl").orElse("?"))
                                                .collect(Collectors.joining(", "))
                                        + "\nRefused: the port's name in the Service is another. Deadline: a NetworkPolicy, or the program is slow."
                                        + " 401, 403, x509: the endpoint wants TLS or a login in the ServiceMonitor.")
                .build());
    }
}
