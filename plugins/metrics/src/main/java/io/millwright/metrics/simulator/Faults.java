package io.millwright.metrics.simulator;

/** The faults that can be switched on. */
final class Faults {
    static final String OPERATOR_DOWN = "operator-down";
    static final String PROMETHEUS_DOWN = "prometheus-down";
    static final String ALERTMANAGER_DOWN = "alertmanager-down";
    static final String GRAFANA_DOWN = "grafana-down";
    static final String RECONCILE_FAILING = "reconcile-failing";
    static final String BAD_CONFIG = "bad-config";
    static final String TARGET_DOWN = "target-down";
    static final String RULE_FAILING = "rule-failing";
    static final String ALERTS_LOST = "alerts-lost";
    static final String DISK_FULL = "disk-full";
    static final String SERIES_GROW = "series-grow";
    static final String NOTIFICATIONS_FAILING = "notifications-failing";
    static final String SNAPSHOT_FAILING = "snapshot-failing";

    private Faults() {}
}
