package io.millwright.metrics.health;

import io.millwright.metrics.facts.Api;
import io.millwright.metrics.facts.Query;
import io.millwright.metrics.facts.Server;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Severity;
import java.util.List;

/** Whether alerts get from Prometheus to an Alertmanager. */
final class AlertPath extends QueryCheck {
    AlertPath() {
        super(
                "metrics.prometheus.alert-path",
                "Way to Alertmanager",
                Dimension.AVAILABILITY,
                "GET /api/v1/alertmanagers: none active is Critical, none configured a Warning. Over 1 % of notifications to one of them failing is a"
                        + " Warning.");
    }

    @Override
    List<Finding> judge(Server s, ObjectRef pod, ClusterView view) {
        boolean asked = !s.object().items("spec", "alerting", "alertmanagers").isEmpty()
                || s.object().at("spec", "additionalAlertManagerConfigs").isPresent();
        int active = Api.data(view, pod, s.scheme(), "/api/v1/alertmanagers")
                .items("activeAlertmanagers")
                .size();
        if (active == 0) {
            return List.of(draft(
                            view,
                            asked ? Severity.CRITICAL : Severity.WARNING,
                            asked ? "it reaches no Alertmanager" : "it knows no Alertmanager")
                    .suffix(asked ? "none" : "unset")
                    .impact("Alerts fire and nobody is told.")
                    .saw("active", s.ref(), "GET /api/v1/alertmanagers: activeAlertmanagers", active)
                    .manual(
                            asked ? "see why" : "name one",
                            asked
                                    ? "spec.alerting.alertmanagers must name a Service with ready pods, by the name of its port:\n"
                                            + "kubectl -n " + s.namespace() + " get services,endpointslices"
                                    : "Set spec.alerting.alertmanagers, unless alerts are evaluated elsewhere.")
                    .build());
        }
        return query(s, pod, Query.SEND_ERRORS, view).stream()
                .filter(v -> v.value() > 0.01)
                .findFirst()
                .map(v -> List.of(draft(
                                view,
                                Severity.WARNING,
                                percent(v.value()) + " of notifications to " + v.name("alertmanager") + " fail")
                        .suffix("errors")
                        .impact("Alerts come late, or not at all when this is the only one.")
                        .saw("failing", s.ref(), Query.SEND_ERRORS.text(), percent(v.value()))
                        .manual("see why", logs(s, "prometheus"))
                        .build()))
                .orElse(List.of());
    }
}
