package io.millwright.metrics.health;

import io.millwright.kit.Times;
import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Names;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Resource;
import io.millwright.spi.Selector;
import io.millwright.spi.Severity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the alert that always fires does, here and in Alertmanager. */
final class Watchdog extends ServerCheck {
    private static final String NAME = "Watchdog";
    /** From a rule to the running configuration: the kubelet brings it into the pod once a minute. */
    private static final Duration LOADING = Duration.ofMinutes(3);
    /** From its first evaluation to an Alertmanager. */
    private static final Duration SENDING = Duration.ofMinutes(1);

    Watchdog() {
        super(
                "metrics.prometheus.watchdog",
                "The alert that always fires",
                Dimension.AVAILABILITY,
                Names.PROMETHEUS,
                "Alert Watchdog in GET /api/v1/alerts and in GET /api/v2/alerts of each Alertmanager it sends to: missing is Critical where a rule"
                        + " defines it, else Info. A new rule has 3 minutes to fire, a new alert one to arrive.");
    }

    @Override
    List<Finding> look(Server s, ClusterView view) {
        return asked(s, view, "GET /api/v1/alerts", pod -> {
            List<Resource> rules = view.list(Names.RULE, Selector.ALL).stream()
                    .filter(Watchdog::defines)
                    .toList();
            List<Resource> firing = Api.data(view, pod, s.scheme(), "/api/v1/alerts").items("alerts").stream()
                    .filter(a ->
                            a.text("labels", "alertname").filter(NAME::equals).isPresent()
                                    && a.text("state").filter("firing"::equals).isPresent())
                    .toList();
            if (firing.isEmpty()) {
                boolean loading =
                        rules.stream().anyMatch(r -> since(view, LOADING, r.text("metadata", "creationTimestamp")));
                return loading ? List.of() : List.of(missing(s, !rules.isEmpty(), view));
            }
            if (firing.stream().allMatch(a -> since(view, SENDING, a.text("activeAt")))) {
                return List.of();
            }
            return s.alertmanagers(view).stream()
                    .flatMap(a -> a.readyPod(view).stream()
                            .filter(p ->
                                    Api.json(view, p, a.scheme(), Names.AM_PORT, "/api/v2/alerts")
                                            .items("rows")
                                            .stream()
                                            .noneMatch(x -> x.text("labels", "alertname")
                                                    .filter(NAME::equals)
                                                    .isPresent()))
                            .map(p -> draft(view, Severity.CRITICAL, NAME + " fires here and isn't in " + a.path())
                                    .suffix("lost")
                                    .impact("Alerts get lost on the way to Alertmanager.")
                                    .saw("alerts", a.ref(), "GET /api/v2/alerts", "no " + NAME)
                                    .run("send a test alert", "test-alert", Map.of("until", "alertmanager"))
                                    .manual("see why", logs(s, "prometheus"))
                                    .build()))
                    .toList();
        });
    }

    private static boolean defines(Resource rule) {
        return rule.items("spec", "groups").stream()
                .flatMap(g -> g.items("rules").stream())
                .anyMatch(r -> r.text("alert").filter(NAME::equals).isPresent());
    }

    /** Whether that began less than that long ago. */
    private static boolean since(ClusterView view, Duration time, Optional<String> began) {
        return Times.kubernetes(began)
                .filter(t -> t.plus(time).isAfter(view.now()))
                .isPresent();
    }

    private Finding missing(Server s, boolean defined, ClusterView view) {
        return draft(
                        view,
                        defined ? Severity.CRITICAL : Severity.INFO,
                        defined ? NAME + " doesn't fire" : "no rule " + NAME + " is there")
                .suffix(defined ? "silent" : "undefined")
                .impact(
                        defined
                                ? "Rules aren't evaluated, or this one isn't selected: others may be missing too."
                                : "Nobody notices from outside when alerts stop coming.")
                .saw("alerts", s.ref(), "GET /api/v1/alerts", "no " + NAME)
                .manual(
                        defined ? "see whether it is selected" : "make one",
                        defined
                                ? "kubectl get prometheusrules -A\nCompare their labels with spec.ruleSelector of "
                                        + s.path() + "."
                                : "A PrometheusRule with alert Watchdog and expr vector(1), sent to a service that tells when it stops.")
                .build();
    }
}
