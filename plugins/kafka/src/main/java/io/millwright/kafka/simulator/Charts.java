package io.millwright.kafka.simulator;

import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.TarGz;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operator's Helm charts, made from the same objects as the manifests. Definitions lie beside the templates, as upstream's do. */
final class Charts {
    private static final String WATCHED = "MILLWRIGHT-WATCHED";
    private static final List<String> VERSIONS = List.of("1.2.0", "1.1.0", "1.0.1");

    private Charts() {}

    /** File name to archive. */
    static Map<String, byte[]> archives() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        VERSIONS.forEach(v -> all.put("strimzi-kafka-operator-" + v + ".tgz", archive(v)));
        return all;
    }

    private static byte[] archive(String version) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("strimzi-kafka-operator/Chart.yaml", """
                apiVersion: v2
                name: strimzi-kafka-operator
                description: Strimzi, reduced for the sandbox
                type: application
                version: %1$s
                appVersion: %1$s
                """.formatted(version));
        files.put("strimzi-kafka-operator/values.yaml", """
                replicas: 1
                watchNamespaces: []
                watchAnyNamespace: false
                defaultImageRegistry: quay.io
                resources:
                  limits: {memory: 384Mi, cpu: 1000m}
                  requests: {memory: 384Mi, cpu: 200m}
                """);
        files.put("strimzi-kafka-operator/crds/definitions.yaml", Yaml.text(Releases.class, "definitions.yaml"));
        files.put("strimzi-kafka-operator/templates/operator.yaml", operator(version));
        return TarGz.of(files);
    }

    private static String operator(String version) {
        StringBuilder text = new StringBuilder();
        for (Resource part : Releases.parts(version, WATCHED)) {
            text.append("---\n").append(Json.text(part.content())).append('\n');
        }
        return text.toString()
                .replace("\"" + Releases.NAMESPACE + "\"", "\"{{ .Release.Namespace }}\"")
                .replace("\"replicas\":1", "\"replicas\":{{ .Values.replicas }}")
                .replace(
                        WATCHED,
                        "{{ if .Values.watchAnyNamespace }}*{{ else }}{{ join \",\" (append .Values.watchNamespaces"
                                + " .Release.Namespace) }}{{ end }}")
                .replace(
                        "\"resources\":{\"limits\":{\"cpu\":\"1000m\",\"memory\":\"512Mi\"},\"requests\":{\"cpu\":\"100m\",\"memory\":\"256Mi\"}}",
                        "\"resources\":{{ toJson .Values.resources }}");
    }
}
