package io.millwright.logging.health;

import io.millwright.kit.health.RootCheck;
import io.millwright.logging.facts.Collectors;
import io.millwright.logging.facts.Names;
import io.millwright.spi.ClusterView;
import io.millwright.spi.Dimension;
import io.millwright.spi.Finding;
import io.millwright.spi.Instance;
import io.millwright.spi.Kind;
import io.millwright.spi.ObjectRef;
import io.millwright.spi.Resource;
import io.millwright.spi.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Settings of the output that lose logs. */
final class Destination extends RootCheck {
    Destination() {
        super(
                "logging.fluent-bit.destination",
                "Where logs go",
                Dimension.CONFIGURATION,
                Names.FLUENT_BIT,
                Kind.DAEMON_SET,
                "The mounted ConfigMap: host elasticsearch-master without such a Service is Critical (the chart's default, which nothing of ECK answers); Retry_Limit False is Warning.");
    }

    @Override
    protected List<Finding> look(Resource d, Instance instance, ClusterView view) {
        Optional<Resource> config = Collectors.configuration(d, view);
        if (config.isEmpty()) {
            return List.of(draft(view, Severity.UNKNOWN, "the configuration isn't found")
                    .suffix("unreadable")
                    .impact("Where logs go isn't known.")
                    .saw(
                            "volumes",
                            d.ref(Kind.DAEMON_SET),
                            "spec.template.spec.volumes[].configMap",
                            "none with fluent-bit.conf")
                    .manual(
                            "look yourself",
                            "kubectl -n " + d.namespace()
                                    + " get configmap -l app.kubernetes.io/name=fluent-bit -o yaml")
                    .build());
        }
        String text = config.get()
                .text("data", "fluent-bit.conf")
                .or(() -> config.get().text("data", "fluent-bit.yaml"))
                .orElse("");
        ObjectRef ref = config.get().ref(Kind.CONFIG_MAP);
        List<Finding> found = new ArrayList<>();
        boolean old = text.contains("elasticsearch-master");
        if (old
                && view.get(ObjectRef.of(Kind.SERVICE, d.namespace(), "elasticsearch-master"))
                        .isEmpty()) {
            found.add(draft(view, Severity.CRITICAL, "logs are sent to elasticsearch-master, which isn't there")
                    .suffix("nowhere")
                    .impact("No log arrives. It is the chart's default, of a chart that ended in 2022.")
                    .saw("host", ref, "data.fluent-bit.conf [OUTPUT] Host", "elasticsearch-master")
                    .manual(
                            "send them to ECK's Service",
                            "Set Host NAME-es-http.NAMESPACE.svc, tls On, HTTP_User and Suppress_Type_Name On in config.outputs by helm upgrade; runbook install-fluent-bit writes such a configuration.")
                    .build());
        }
        if (java.util.regex.Pattern.compile("(?i)Retry_Limit\\s+(False|no_limits)")
                        .matcher(text)
                        .find()
                && !text.contains("filesystem")) {
            found.add(draft(view, Severity.WARNING, "endless retries with a buffer in memory")
                    .suffix("retries")
                    .impact(
                            "When Elasticsearch is away the buffer fills, reading stops, and lines are lost at rotation.")
                    .saw("retries", ref, "data.fluent-bit.conf [OUTPUT] Retry_Limit", "False")
                    .manual(
                            "buffer on disk",
                            "Set storage.type filesystem at inputs, storage.path at the service, and Retry_Limit 20 at outputs.")
                    .build());
        }
        return found;
    }
}
