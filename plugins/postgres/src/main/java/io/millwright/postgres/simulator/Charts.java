package io.millwright.postgres.simulator;

import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.TarGz;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The operator's Helm chart, made from the same objects as the manifest: definitions are templates that an uninstall keeps. */
final class Charts {
    private static final String NAME = "MILLWRIGHT-FULL-NAME";
    private static final Map<String, String> LABELS = Map.of(
            "app.kubernetes.io/instance", "{{ .Release.Name }}",
            "app.kubernetes.io/managed-by", "{{ .Release.Service }}",
            "app.kubernetes.io/version", "{{ .Chart.AppVersion }}",
            "helm.sh/chart", "{{ .Chart.Name }}-{{ .Chart.Version }}");

    private Charts() {}

    /** File name to archive. */
    static Map<String, byte[]> archives() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("cloudnative-pg-0.29.0.tgz", archive("0.29.0", "1.30.0"));
        all.put("cloudnative-pg-0.28.3.tgz", archive("0.28.3", "1.29.1"));
        all.put("plugin-barman-cloud-0.7.0.tgz", plugin("0.7.0", "0.13.0"));
        all.put("plugin-barman-cloud-0.6.0.tgz", plugin("0.6.0", "0.12.0"));
        return all;
    }

    private static byte[] archive(String chart, String operator) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("cloudnative-pg/Chart.yaml", """
                apiVersion: v2
                name: cloudnative-pg
                description: CloudNativePG operator, reduced for the sandbox
                type: application
                version: %s
                appVersion: %s
                kubeVersion: ">=1.29.0-0"
                """.formatted(chart, operator));
        files.put("cloudnative-pg/values.yaml", """
                replicaCount: 1
                crds:
                  create: true
                config:
                  clusterWide: true
                  data: {}
                  maxConcurrentReconciles: 10
                monitoring:
                  podMonitorEnabled: false
                resources: {}
                """);
        files.put("cloudnative-pg/templates/_helpers.tpl", """
                {{- define "cloudnative-pg.fullname" -}}
                {{- if contains .Chart.Name .Release.Name -}}
                {{- .Release.Name | trunc 63 | trimSuffix "-" -}}
                {{- else -}}
                {{- printf "%s-%s" .Release.Name .Chart.Name | trunc 63 | trimSuffix "-" -}}
                {{- end -}}
                {{- end -}}
                """);
        files.put("cloudnative-pg/templates/crds/crds.yaml", definitions());
        files.put("cloudnative-pg/templates/operator.yaml", operator(operator));
        return TarGz.of(files);
    }

    /** Its certificates aren't in it: the simulator makes their Secrets, so that cert-manager needn't be there to try it. */
    private static byte[] plugin(String chart, String version) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("plugin-barman-cloud/Chart.yaml", """
                apiVersion: v2
                name: plugin-barman-cloud
                description: Barman Cloud plugin, reduced for the sandbox
                type: application
                version: %s
                appVersion: v%s
                kubeVersion: ">=1.29.0-0"
                """.formatted(chart, version));
        files.put("plugin-barman-cloud/values.yaml", """
                replicaCount: 1
                crds:
                  create: true
                resources: {}
                """);
        StringBuilder text = new StringBuilder();
        for (Resource definition : Releases.definitions("plugin-definitions.yaml")) {
            text.append("---\n")
                    .append(Json.text(definition
                            .with("keep", "metadata", "annotations", "helm.sh/resource-policy")
                            .content()))
                    .append('\n');
        }
        for (Resource part : Releases.plugin(NAME, version)) {
            text.append("---\n").append(Json.text(part.content())).append('\n');
        }
        files.put(
                "plugin-barman-cloud/templates/plugin.yaml",
                text.toString()
                        .replace(NAME, "{{ .Release.Name }}")
                        .replace("\"" + Releases.NAMESPACE + "\"", "\"{{ .Release.Namespace }}\""));
        return TarGz.of(files);
    }

    private static String definitions() {
        StringBuilder text = new StringBuilder("{{- if .Values.crds.create }}\n");
        for (Resource definition : Releases.definitions("definitions.yaml")) {
            text.append("---\n")
                    .append(Json.text(definition
                            .with("keep", "metadata", "annotations", "helm.sh/resource-policy")
                            .content()))
                    .append('\n');
        }
        return text.append("{{- end }}\n").toString();
    }

    private static String operator(String version) {
        StringBuilder text = new StringBuilder();
        List<Resource> parts = Releases.parts(NAME, NAME, version, LABELS);
        for (Resource part : parts) {
            Resource placed = part.kind().equals("Deployment")
                    ? part.with("{{ .Release.Name }}", "spec", "selector", "matchLabels", "app.kubernetes.io/instance")
                            .with(
                                    "{{ .Release.Name }}",
                                    "spec",
                                    "template",
                                    "metadata",
                                    "labels",
                                    "app.kubernetes.io/instance")
                    : part;
            text.append("---\n").append(Json.text(placed.content())).append('\n');
        }
        return text.toString()
                .replace(NAME, "{{ include \"cloudnative-pg.fullname\" . }}")
                .replace("\"" + Releases.NAMESPACE + "\"", "\"{{ .Release.Namespace }}\"")
                .replace("\"replicas\":1", "\"replicas\":{{ .Values.replicaCount }}");
    }
}
