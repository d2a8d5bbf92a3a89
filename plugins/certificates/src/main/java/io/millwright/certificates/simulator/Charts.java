package io.millwright.certificates.simulator;

import io.millwright.certificates.facts.CertManager;
import io.millwright.kit.Version;
import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.TarGz;
import io.millwright.spi.Kind;
import io.millwright.spi.Resource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** cert-manager's charts; their templates filled in by hand are the release's manifest. */
final class Charts {
    static final String NAMESPACE = "cert-manager";
    static final String TRUST = "trust-manager";
    private static final List<String> VERSIONS = List.of("1.21.1", "1.20.3", "1.19.6", "1.11.5", "1.10.2");

    private Charts() {}

    /** File name to archive. */
    static Map<String, byte[]> archives() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        VERSIONS.forEach(v -> all.put("cert-manager-v" + v + ".tgz", archive(v)));
        return all;
    }

    private static byte[] archive(String version) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("cert-manager/Chart.yaml", """
                apiVersion: v2
                name: cert-manager
                description: cert-manager, reduced for the sandbox
                type: application
                version: v%1$s
                appVersion: v%1$s
                """.formatted(version));
        boolean old = Version.of(version).olderThan(Version.of("1.15"));
        files.put("cert-manager/values.yaml", """
                installCRDs: false
                crds: {enabled: false, keep: true}
                replicaCount: 1
                webhook: {replicaCount: 1}
                cainjector: {replicaCount: 1}
                clusterResourceNamespace: $(POD_NAMESPACE)
                enableCertificateOwnerRef: false
                dns01RecursiveNameservers: ""
                maxConcurrentChallenges: 60
                global: {leaderElection: {namespace: kube-system}}
                """);
        files.put("cert-manager/templates/all.yaml", Yaml.text(Charts.class, "cert-manager.yaml"));
        // Up to 1.14 another value brought them, and nothing kept them when the release was removed.
        StringBuilder definitions =
                new StringBuilder(old ? "{{- if .Values.installCRDs }}\n" : "{{- if .Values.crds.enabled }}\n");
        for (Resource definition : definitions(version)) {
            Resource made =
                    old ? definition : definition.with("keep", "metadata", "annotations", "helm.sh/resource-policy");
            definitions.append("---\n").append(Json.text(made.content())).append('\n');
        }
        files.put(
                "cert-manager/templates/crds.yaml",
                definitions.append("{{- end }}\n").toString());
        return TarGz.of(files);
    }

    /** The kinds, with the label of the version that brought them. */
    static List<Resource> definitions(String version) {
        return Yaml.resources(Charts.class, "definitions.yaml").stream()
                .map(d -> d.with("v" + version, "metadata", "labels", CertManager.VERSION_LABEL))
                .toList();
    }

    /** trust-manager's kind. */
    static Resource bundle() {
        return Yaml.resource(Charts.class, "bundle-definition.yaml");
    }

    /** What the manifest of that version holds; empty when there is none. */
    static List<Resource> release(String version) {
        if (!version.matches("1\\.\\d+\\.\\d+")) {
            return List.of();
        }
        String text = Yaml.text(Charts.class, "cert-manager.yaml")
                .replace("{{ .Release.Name }}", NAMESPACE)
                .replace("{{ .Release.Namespace }}", NAMESPACE)
                .replace("{{ .Release.Service }}", "manifest")
                .replace("{{ .Chart.Version }}", "v" + version)
                .replace("{{ .Chart.AppVersion }}", "v" + version)
                .replace("{{ .Values.replicaCount }}", "1")
                .replace("{{ .Values.webhook.replicaCount }}", "1")
                .replace("{{ .Values.cainjector.replicaCount }}", "1")
                .replace("{{ .Values.clusterResourceNamespace }}", "$(POD_NAMESPACE)")
                .replace("{{ .Values.global.leaderElection.namespace }}", "kube-system")
                .replace("{{ .Values.enableCertificateOwnerRef }}", "false")
                .replace("{{ .Values.dns01RecursiveNameservers }}", "")
                .replace("{{ .Values.maxConcurrentChallenges }}", "60");
        List<Resource> all = new ArrayList<>();
        all.add(Resource.of(Kind.NAMESPACE, "", NAMESPACE, Map.of()));
        all.addAll(definitions(version));
        all.addAll(Yaml.documents(text, "cert-manager"));
        return all;
    }
}
