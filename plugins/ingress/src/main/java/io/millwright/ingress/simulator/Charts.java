package io.millwright.ingress.simulator;

import io.millwright.ingress.facts.Names;
import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.TarGz;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The charts of ingress-nginx, Envoy Gateway and external-dns; their templates filled in by hand are the tools' manifests. */
final class Charts {
    private static final String NGINX_VALUES = """
            controller:
              replicaCount: 1
              config: {}
              service: {type: LoadBalancer}
            """;
    private static final String ENVOY_VALUES = """
            crds: {enabled: true}
            deployment: {replicas: 1}
            """;

    private Charts() {}

    /** File name to archive. */
    static Map<String, byte[]> archives() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (String[] v : new String[][] {{"4.15.1", "1.15.1"}, {"4.14.5", "1.14.5"}, {"4.13.9", "1.13.9"}}) {
            all.put("ingress-nginx-" + v[0] + ".tgz", chart("ingress-nginx", v[0], v[1], NGINX_VALUES, Map.of()));
        }
        for (String[] v : new String[][] {{"v1.9.1", "1.6.1"}, {"v1.9.0", "1.6.1"}, {"v1.8.3", "1.5.1"}}) {
            all.put(
                    "gateway-helm-" + v[0] + ".tgz",
                    chart("gateway-helm", v[0], v[0], ENVOY_VALUES, Map.of("crds.yaml", definitions(v[1]))));
        }
        all.put("external-dns-1.21.1.tgz", chart("external-dns", "1.21.1", "0.21.0", "{}\n", Map.of()));
        return all;
    }

    private static byte[] chart(
            String name, String version, String app, String values, Map<String, String> moreTemplates) {
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
        moreTemplates.forEach((file, text) -> files.put(name + "/templates/" + file, text));
        return TarGz.of(files);
    }

    private static String definitions(String bundle) {
        StringBuilder text = new StringBuilder("{{- if .Values.crds.enabled }}\n");
        for (Resource definition : Definitions.all(bundle)) {
            text.append("---\n")
                    .append(Json.text(definition
                            .with("keep", "metadata", "annotations", "helm.sh/resource-policy")
                            .content()))
                    .append('\n');
        }
        return text.append("{{- end }}\n").toString();
    }

    /** What the manifest of that version holds: of ingress-nginx, Envoy Gateway or external-dns, whichever has that version. */
    static List<Resource> release(String version) {
        return switch (version) {
            case "1.15.1" -> nginx("4.15.1", version);
            case "1.14.5" -> nginx("4.14.5", version);
            case "1.13.9" -> nginx("4.13.9", version);
            case "1.11.4" -> nginx("4.11.4", version);
            case "1.9.1" -> envoy("v1.9.1", "1.6.1");
            case "1.9.0" -> envoy("v1.9.0", "1.6.1");
            case "1.8.3" -> envoy("v1.8.3", "1.5.1");
            case "0.21.0" -> filled(Names.DNS, Names.DNS, Names.DNS, "1.21.1", version);
            default -> List.of();
        };
    }

    private static List<Resource> nginx(String chart, String version) {
        return filled(Names.NGINX, Names.NGINX, Names.NGINX, chart, version);
    }

    private static List<Resource> envoy(String version, String bundle) {
        List<Resource> all = new ArrayList<>(Definitions.all(bundle));
        all.addAll(filled("gateway-helm", "envoy-gateway-system", "eg", version, version));
        return all;
    }

    private static List<Resource> filled(String chart, String namespace, String release, String version, String app) {
        String text = Yaml.text(Charts.class, chart + ".yaml")
                .replace("{{ .Release.Name }}", release)
                .replace("{{ .Release.Namespace }}", namespace)
                .replace("{{ .Release.Service }}", "manifest")
                .replace("{{ .Chart.Version }}", version)
                .replace("{{ .Chart.AppVersion }}", app)
                .replace("{{ .Values.controller.replicaCount }}", "2")
                .replace("{{ .Values.controller.service.type }}", "LoadBalancer")
                .replace("{{ toJson .Values.controller.config }}", "{}")
                .replace("{{ .Values.deployment.replicas }}", "1");
        List<Resource> all = new ArrayList<>();
        all.add(Resource.of(Kind.NAMESPACE, "", namespace, Map.of()));
        all.addAll(Yaml.documents(text, chart));
        return all;
    }
}
