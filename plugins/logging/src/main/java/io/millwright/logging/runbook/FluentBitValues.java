package io.millwright.logging.runbook;

import io.millwright.kit.Tree;
import io.millwright.logging.facts.Elastic;
import io.millwright.spi.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The values of fluent-bit's chart. */
final class FluentBitValues {
    private FluentBitValues() {}

    static Map<String, Object> of(Elastic e, Request request, String secret) {
        boolean tls = e.scheme().equals("https");
        Map<String, Object> values = new LinkedHashMap<>();
        values.put(
                "env",
                List.of(
                        Tree.of("name", "ES_USER", "value", request.input("user")),
                        Tree.of(
                                "name",
                                "ES_PASSWORD",
                                "valueFrom",
                                Tree.of("secretKeyRef", Tree.of("name", secret, "key", request.input("key"))))));
        values.put("tolerations", List.of(Tree.of("operator", "Exists")));
        values.put(
                "resources",
                Tree.of("requests", Tree.of("cpu", "50m", "memory", "64Mi"), "limits", Tree.of("memory", "256Mi")));
        Map<String, Object> state = Tree.of(
                "name", "state", "hostPath", Tree.of("path", "/var/lib/fluent-bit", "type", "DirectoryOrCreate"));
        Map<String, Object> mount = Tree.of("name", "state", "mountPath", "/var/lib/fluent-bit");
        Map<String, Object> ca =
                Tree.of("name", "es-ca", "secret", Tree.of("secretName", e.name() + "-es-http-certs-public"));
        Map<String, Object> caMount = Tree.of("name", "es-ca", "mountPath", "/fluent-bit/ca", "readOnly", true);
        values.put("extraVolumes", tls ? List.of(state, ca) : List.of(state));
        values.put("extraVolumeMounts", tls ? List.of(mount, caMount) : List.of(mount));
        values.put(
                "config",
                Tree.of("service", SERVICE, "inputs", INPUTS, "filters", FILTERS, "outputs", outputs(e, request, tls)));
        return values;
    }

    private static String outputs(Elastic e, Request request, boolean tls) {
        return """
                [OUTPUT]
                    Name es
                    Match kube.*
                    Host %s-es-http.%s.svc
                    Port 9200
                %s    HTTP_User ${ES_USER}
                    HTTP_Passwd ${ES_PASSWORD}
                    Logstash_Format On
                    Logstash_Prefix %s
                    Suppress_Type_Name On
                    Replace_Dots On
                    Trace_Error On
                    Retry_Limit 20
                    storage.total_limit_size 1G
                """.formatted(
                        e.name(),
                        e.namespace(),
                        tls ? "    tls On\n    tls.verify On\n    tls.ca_file /fluent-bit/ca/ca.crt\n" : "",
                        request.input("prefix"));
    }

    private static final String SERVICE = """
            [SERVICE]
                Flush 1
                Log_Level info
                Parsers_File /fluent-bit/etc/parsers.conf
                Parsers_File /fluent-bit/etc/conf/custom_parsers.conf
                HTTP_Server On
                HTTP_Listen 0.0.0.0
                HTTP_Port 2020
                Health_Check On
                storage.path /var/lib/fluent-bit/buffer
                storage.metrics On
            """;
    private static final String INPUTS = """
            [INPUT]
                Name tail
                Tag kube.*
                Path /var/log/containers/*.log
                Exclude_Path /var/log/containers/fluent-bit-*.log
                multiline.parser docker, cri
                DB /var/lib/fluent-bit/tail.db
                storage.type filesystem
                Skip_Long_Lines On
            """;
    private static final String FILTERS = """
            [FILTER]
                Name kubernetes
                Match kube.*
                Merge_Log On
                Keep_Log Off
                Labels Off
                Annotations Off
                K8S-Logging.Exclude On
            """;
}
