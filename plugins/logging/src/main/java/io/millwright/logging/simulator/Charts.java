package io.millwright.logging.simulator;

import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.TarGz;
import io.millwright.logging.facts.Names;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The charts of ECK and fluent-bit; their templates filled in by hand are the manifests. */
final class Charts {
    private static final String ECK_VALUES = """
            replicaCount: 1
            installCRDs: true
            resources: {limits: {cpu: 1, memory: 1Gi}, requests: {cpu: 100m, memory: 150Mi}}
            """;
    private static final String OUTPUTS =
            "[OUTPUT]\\n    Name es\\n    Match kube.*\\n    Host elasticsearch-master\\n    Retry_Limit False\\n";
    private static final String FLUENT_VALUES = """
            tolerations: []
            env: []
            config:
              outputs: "%s"
            """.formatted(OUTPUTS);

    private Charts() {}

    /** File name to archive. */
    static Map<String, byte[]> archives() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (String v : List.of("3.5.0", "3.4.1", "3.3.2")) {
            all.put("eck-operator-" + v + ".tgz", chart("eck-operator", v, v, ECK_VALUES, crds()));
        }
        for (String[] v : new String[][] {{"0.58.1", "5.1.1"}, {"0.57.9", "5.0.9"}}) {
            all.put("fluent-bit-" + v[0] + ".tgz", chart("fluent-bit", v[0], v[1], FLUENT_VALUES, Map.of()));
        }
        return all;
    }

    /** In ECK's chart definitions are templates, so an upgrade brings the new ones. */
    private static Map<String, String> crds() {
        return Map.of(
                "crds.yaml",
                "{{- if .Values.installCRDs }}\n" + Yaml.text(Charts.class, "definitions.yaml") + "{{- end }}\n");
    }

    private static byte[] chart(String name, String version, String app, String values, Map<String, String> more) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(name + "/Chart.yaml", """
                apiVersion: v2
                name: %s
                description: reduced for the sandbox
                type: application
                version: %s
                appVersion: %s
                """.formatted(name, version, app));
        files.put(name + "/values.yaml", values);
        files.put(name + "/templates/all.yaml", Yaml.text(Charts.class, name + ".yaml"));
        more.forEach((file, text) -> files.put(name + "/templates/" + file, text));
        return TarGz.of(files);
    }

    static List<Resource> definitions() {
        return Yaml.resources(Charts.class, "definitions.yaml");
    }

    /** What ECK's manifest of that version holds. */
    static List<Resource> operator(String version) {
        List<Resource> all = new ArrayList<>();
        all.add(Resource.of(Kind.NAMESPACE, "", Names.OPERATOR_NAMESPACE, Map.of()));
        all.addAll(definitions());
        all.addAll(filled("eck-operator", Names.OPERATOR_NAMESPACE, Names.OPERATOR_NAME, version, version).stream()
                .toList());
        return all;
    }

    /** fluent-bit that sends to that host; its namespace must be there. */
    static List<Resource> fluentBit(String namespace, String version, String outputs) {
        return filled("fluent-bit", namespace, "fluent-bit", version.equals("5.1.1") ? "0.58.1" : "0.57.9", version)
                .stream()
                .map(r -> r.kind().equals("ConfigMap") ? r.with(outputs, "data", "fluent-bit.conf") : r)
                .toList();
    }

    private static List<Resource> filled(String chart, String namespace, String release, String version, String app) {
        String text = Yaml.text(Charts.class, chart + ".yaml")
                .replace("{{ .Release.Name }}", release)
                .replace("{{ .Release.Namespace }}", namespace)
                .replace("{{ .Release.Service }}", "manifest")
                .replace("{{ .Chart.Version }}", version)
                .replace("{{ .Chart.AppVersion }}", app)
                .replace("{{ .Values.replicaCount }}", "1")
                .replace(
                        "{{ toJson .Values.resources }}",
                        "{limits: {cpu: \"1\", memory: 1Gi}, requests: {cpu: 100m, memory: 150Mi}}")
                .replace("{{ toJson .Values.config.outputs }}", "\"\"")
                .replace("{{ toJson .Values.tolerations }}", "[]")
                .replace("{{ toJson .Values.env }}", "[]");
        return Yaml.documents(text, chart);
    }
}
