package io.millwright.metrics.simulator;

import io.millwright.spi.Simulator.Exercise;
import java.util.List;

/** What can be switched on in the sandbox, for the guide: how it is found, and what is to be done. */
final class Exercises {
    static final List<Exercise> ALL = List.of(
            new Exercise(
                    Faults.OPERATOR_DOWN,
                    "The operator doesn't run.",
                    "",
                    List.of("metrics.operator.ready"),
                    List.of("upgrade"),
                    "Prometheus goes on; monitors and rules that change are not taken up."),
            new Exercise(
                    Faults.PROMETHEUS_DOWN,
                    "Prometheus fails.",
                    "",
                    List.of("metrics.prometheus.condition", "metrics.prometheus.serving"),
                    List.of("restart"),
                    "No alert comes any more. Who would have told you?"),
            new Exercise(
                    Faults.ALERTMANAGER_DOWN,
                    "Alertmanager fails.",
                    "",
                    List.of("metrics.alertmanager.condition", "metrics.alertmanager.serving"),
                    List.of("restart"),
                    "Alerts fire and reach nobody."),
            new Exercise(
                    Faults.GRAFANA_DOWN,
                    "Grafana fails.",
                    "",
                    List.of("metrics.grafana.serving"),
                    List.of("upgrade"),
                    "Alerting doesn't depend on it."),
            new Exercise(
                    Faults.RECONCILE_FAILING,
                    "The operator can't apply what is asked for.",
                    "",
                    List.of("metrics.prometheus.condition"),
                    List.of("configure"),
                    "The reason stands in the condition."),
            new Exercise(
                    Faults.BAD_CONFIG,
                    "Prometheus can't load its configuration, and goes on with the old one.",
                    "",
                    List.of("metrics.prometheus.configuration"),
                    List.of("configure"),
                    "It will not come up again after a restart: mend it before that."),
            new Exercise(
                    Faults.TARGET_DOWN,
                    "A target doesn't answer.",
                    "",
                    List.of("metrics.prometheus.targets"),
                    List.of(),
                    "Is it the program, the network, or the monitor's port?"),
            new Exercise(
                    Faults.RULE_FAILING,
                    "A rule can't be evaluated.",
                    "",
                    List.of("metrics.prometheus.rules"),
                    List.of(),
                    "An alert whose rule fails never fires."),
            new Exercise(
                    Faults.ALERTS_LOST,
                    "Prometheus reaches no Alertmanager.",
                    "",
                    List.of("metrics.prometheus.alert-path", "metrics.prometheus.watchdog"),
                    List.of("test-alert"),
                    "The alert that always fires is missing at its end: that is how silence is noticed."),
            new Exercise(
                    Faults.DISK_FULL,
                    "The volume is nearly full, and will be in some days.",
                    "",
                    List.of("metrics.prometheus.disk"),
                    List.of("grow-storage", "set-retention"),
                    "Keep less, or grow? A volume never shrinks."),
            new Exercise(
                    Faults.SERIES_GROW,
                    "The number of series grows quickly.",
                    "",
                    List.of("metrics.prometheus.series"),
                    List.of(),
                    "Find the label that explodes before memory ends."),
            new Exercise(
                    Faults.NOTIFICATIONS_FAILING,
                    "A receiver takes no notifications.",
                    "",
                    List.of("metrics.alertmanager.notifications"),
                    List.of("test-alert"),
                    "Send a test alert and see where it ends."),
            new Exercise(
                    Faults.SNAPSHOT_FAILING,
                    "Snapshots of samples fail.",
                    "run back-up",
                    List.of(),
                    List.of("back-up"),
                    "The run ends with Prometheus' own words."));

    private Exercises() {}
}
