package io.millwright.metrics.facts;

/** What Prometheus is asked about itself. Nothing is filtered in a query: an empty answer then says that it knows nothing. */
public enum Query {
    SERIES_GROWTH("max(prometheus_tsdb_head_series / (prometheus_tsdb_head_series offset 1d))"),
    INGESTED("sum(rate(prometheus_tsdb_head_samples_appended_total[5m]))"),
    RULE_FAILURES("max(increase(prometheus_rule_evaluation_failures_total[15m]))"),
    RULES_MISSED("max(increase(prometheus_rule_group_iterations_missed_total[15m]))"),
    COMPACTIONS_FAILED("max(increase(prometheus_tsdb_compactions_failed_total[3h]))"),
    WAL_CORRUPTIONS("max(increase(prometheus_tsdb_wal_corruptions_total[3h]))"),
    SEND_ERRORS(
            "max by (alertmanager) (rate(prometheus_notifications_errors_total[15m]) / rate(prometheus_notifications_sent_total[15m]))"),
    REMOTE_FAILED(
            "max by (remote_name, url) (rate(prometheus_remote_storage_samples_failed_total[15m]) / (rate(prometheus_remote_storage_samples_failed_total[15m]) + rate(prometheus_remote_storage_samples_total[15m])))"),
    REMOTE_LAG("max by (remote_name, url) (time() - prometheus_remote_storage_queue_highest_sent_timestamp_seconds)"),
    VOLUME_FREE(
            "min by (namespace, persistentvolumeclaim) (kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes)"),
    VOLUME_IN_FOUR_DAYS(
            "min by (namespace, persistentvolumeclaim) (predict_linear(kubelet_volume_stats_available_bytes[6h], 345600))"),
    OLDEST_SAMPLE("min(prometheus_tsdb_lowest_timestamp_seconds)");

    private final String text;

    Query(String text) {
        this.text = text;
    }

    public String text() {
        return text;
    }

    /** The address of its answer. */
    public String path() {
        return Api.path(text);
    }
}
