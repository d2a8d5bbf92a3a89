package io.millwright.logging.facts;

import io.millwright.spi.Kind;
import java.util.List;

/** Kinds, labels, annotations and names that upstream's programs use. */
public final class Names {
    public static final String TOOL = "logging";
    public static final String OPERATOR = "operator";
    public static final String ELASTICSEARCH = "elasticsearch";
    public static final String KIBANA = "kibana";
    public static final String LOGSTASH = "logstash";
    public static final String FLUENT_BIT = "fluent-bit";
    public static final String LOKI = "loki";

    public static final Kind ES = Kind.of("elasticsearch.k8s.elastic.co", "v1", "Elasticsearch", "elasticsearches");
    public static final Kind KB = Kind.of("kibana.k8s.elastic.co", "v1", "Kibana", "kibanas");
    public static final Kind LS = Kind.of("logstash.k8s.elastic.co", "v1alpha1", "Logstash", "logstashes");

    public static final List<String> DEFINITIONS = List.of(ES.resourceName(), KB.resourceName(), LS.resourceName());

    public static final String OPERATOR_NAME = "elastic-operator";
    public static final String OPERATOR_NAMESPACE = "elastic-system";
    public static final String CLUSTER_LABEL = "elasticsearch.k8s.elastic.co/cluster-name";
    public static final String SET_LABEL = "elasticsearch.k8s.elastic.co/statefulset-name";
    public static final String MASTER_LABEL = "elasticsearch.k8s.elastic.co/node-master";
    public static final String VERSION_LABEL = "elasticsearch.k8s.elastic.co/version";
    public static final String KIBANA_LABEL = "kibana.k8s.elastic.co/name";
    public static final String APP_NAME = "app.kubernetes.io/name";

    public static final String PAUSE = "eck.k8s.elastic.co/pause-orchestration";
    public static final String MANAGED = "eck.k8s.elastic.co/managed";
    public static final String RESTART = "eck.k8s.elastic.co/restart-trigger";
    public static final String NO_PREDICATES = "eck.k8s.elastic.co/disable-upgrade-predicates";

    public static final String DATA_CLAIM = "elasticsearch-data";
    public static final String KEEP_VOLUMES = "DeleteOnScaledownOnly";
    public static final String DROP_VOLUMES = "DeleteOnScaledownAndClusterDeletion";

    public static final int ES_PORT = 9200;
    public static final int KB_PORT = 5601;
    public static final int FB_PORT = 2020;
    public static final int LOKI_PORT = 3100;

    private Names() {}
}
