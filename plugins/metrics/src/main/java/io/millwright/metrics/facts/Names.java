package io.millwright.metrics.facts;

import io.millwright.spi.Kind;
import java.util.List;

/** Kinds, labels, annotations and names that upstream's programs use. */
public final class Names {
    public static final String TOOL = "metrics";
    public static final String OPERATOR = "operator";
    public static final String PROMETHEUS = "prometheus";
    public static final String ALERTMANAGER = "alertmanager";
    public static final String GRAFANA = "grafana";
    public static final String VICTORIA = "victoriametrics";

    public static final String GROUP = "monitoring.coreos.com";
    public static final Kind PROM = Kind.of(GROUP, "v1", "Prometheus", "prometheuses");
    public static final Kind AM = Kind.of(GROUP, "v1", "Alertmanager", "alertmanagers");
    public static final Kind RULE = Kind.of(GROUP, "v1", "PrometheusRule", "prometheusrules");
    public static final Kind SERVICE_MONITOR = Kind.of(GROUP, "v1", "ServiceMonitor", "servicemonitors");
    public static final Kind POD_MONITOR = Kind.of(GROUP, "v1", "PodMonitor", "podmonitors");
    public static final Kind VM_SINGLE = Kind.of("operator.victoriametrics.com", "v1beta1", "VMSingle", "vmsingles");
    public static final Kind VM_CLUSTER = Kind.of("operator.victoriametrics.com", "v1beta1", "VMCluster", "vmclusters");

    /** The operator's ten definitions. */
    public static final List<String> DEFINITIONS = List.of(
            "alertmanagerconfigs." + GROUP,
            AM.resourceName(),
            POD_MONITOR.resourceName(),
            "probes." + GROUP,
            "prometheusagents." + GROUP,
            PROM.resourceName(),
            RULE.resourceName(),
            "scrapeconfigs." + GROUP,
            SERVICE_MONITOR.resourceName(),
            "thanosrulers." + GROUP);

    /** On a definition: the operator's version that it was made for. */
    public static final String SCHEMA_VERSION = "operator.prometheus.io/version";

    public static final String CONTROLLER_ID = "operator.prometheus.io/controller-id";
    public static final String NAME_LABEL = "operator.prometheus.io/name";
    public static final String APP_NAME = "app.kubernetes.io/name";
    public static final String APP_INSTANCE = "app.kubernetes.io/instance";
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    public static final String MANAGER = "prometheus-operator";
    /** On what a backup of this tool made: which Prometheus it is of. */
    public static final String BACKUP_OF = "metrics.millwright.io/backup-of";

    public static final String REPOSITORY = "https://prometheus-community.github.io/helm-charts";
    public static final String NAMESPACE = "monitoring";
    public static final String RELEASE = "kps";

    public static final int PROM_PORT = 9090;
    public static final int AM_PORT = 9093;
    public static final int GRAFANA_PORT = 3000;
    public static final int VM_PORT = 8429;

    private Names() {}
}
