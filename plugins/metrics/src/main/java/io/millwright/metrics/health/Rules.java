package io.millwright.metrics.health;

import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;

/** Whether rules are evaluated. */
final class Rules extends ServerCheck {
    Rules() {
        super(
                "metrics.prometheus.rules",
                "Rules evaluated",
                Dimension.AVAILABILITY,
                Names.PROMETHEUS,
                "GET /api/v1/rules: health err is Critical; a group that takes longer than its interval is a Warning.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        return asked(s, view, "GET /api/v1/rules", pod -> {
            List<Finding> found = new ArrayList<>();
            List<Resource> groups =
                    Api.data(view, pod, s.scheme(), "/api/v1/rules").items("groups");
            List<Resource> failing = groups.stream()
                    .flatMap(g -> g.items("rules").stream())
                    .filter(r -> r.text("health").filter("err"::equals).isPresent())
                    .toList();
            if (!failing.isEmpty()) {
                Resource first = failing.getFirst();
                found.add(draft(
                                view,
                                Severity.CRITICAL,
                                failing.size()
                                        + (failing.size() == 1 ? " rule fails: " : " rules fail: ")
                                        + first.text("name").orElse("?")
                                        + (failing.size() > 1 ? " and others" : ""))
                        .suffix("failing")
                        .impact("These alerts can't fire, and what is built on these recordings is missing.")
                        .saw(
                                "error",
                                s.ref(),
                                "GET /api/v1/rules: lastError",
                                first.text("lastError").orElse("none"))
                        .saw(
                                "expression",
                                s.ref(),
                                "GET /api/v1/rules: query",
                                first.text("query").orElse(""))
                        .manual(
                                "correct the expression",
                                "Try it in the browser: kubectl -n " + s.namespace() + " port-forward " + pod.name()
                                        + " 9090\nThe PrometheusRule is the one that has the rule: kubectl get prometheusrules -A")
                        .build());
            }
            groups.stream()
                    .filter(Rules::slow)
                    .findFirst()
                    .ifPresent(g -> found.add(draft(
                                    view,
                                    Severity.WARNING,
                                    "group " + g.text("name").orElse("?") + " takes "
                                            + g.text("evaluationTime").orElse("?") + " s, longer than its interval")
                            .suffix("slow")
                            .impact("Evaluations are left out, and alerts come late.")
                            .saw(
                                    "interval",
                                    s.ref(),
                                    "GET /api/v1/rules: interval",
                                    g.text("interval").orElse("?"))
                            .manual(
                                    "lighten the group",
                                    "Split it, give it a longer interval, or record the expensive part of its expressions.")
                            .build()));
            return found;
        });
    }

    private static boolean slow(Resource group) {
        return seconds(group, "evaluationTime") > seconds(group, "interval") && seconds(group, "interval") > 0;
    }

    private static double seconds(Resource group, String field) {
        return group.at(field)
                .filter(Number.class::isInstance)
                .map(v -> ((Number) v).doubleValue())
                .orElse(0.0);
    }
}
