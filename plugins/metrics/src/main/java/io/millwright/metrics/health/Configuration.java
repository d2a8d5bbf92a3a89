package io.millwright.metrics.health;

import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether every Prometheus runs on the configuration that it was given last. */
final class Configuration extends ServerCheck {
    Configuration() {
        super(
                "metrics.prometheus.configuration",
                "Configuration loaded",
                Dimension.CONFIGURATION,
                Names.PROMETHEUS,
                "GET /api/v1/status/runtimeinfo of every ready pod: reloadConfigSuccess false is Critical.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        return asked(s, view, "GET /api/v1/status/runtimeinfo", first -> {
            List<String> refusing = s.pods(view).stream()
                    .filter(Server::ready)
                    .filter(p -> !Api.data(view, p.ref(Kind.POD), s.scheme(), "/api/v1/status/runtimeinfo")
                            .flag("reloadConfigSuccess")
                            .orElse(false))
                    .map(Resource::name)
                    .toList();
            return refusing.isEmpty() ? List.of() : List.of(finding(s, refusing, view));
        });
    }

    private Finding finding(Server s, List<String> pods, ClusterView view) {
        return draft(view, Severity.CRITICAL, String.join(", ", pods) + " can't load the newest configuration")
                .impact("It goes on with the former one, and wouldn't come up again after a restart.")
                .saw(
                        "reload",
                        ObjectRef.of(Kind.POD, s.namespace(), pods.getFirst()),
                        "GET /api/v1/status/runtimeinfo: reloadConfigSuccess",
                        false)
                .cause("most often wrong YAML in spec.additionalScrapeConfigs")
                .manual(
                        "read what it objects to",
                        logs(s, "prometheus") + "\n" + logs(s, "config-reloader")
                                + "\nCorrect the Secret or monitor that the message names; it is loaded within two minutes.")
                .build();
    }
}
