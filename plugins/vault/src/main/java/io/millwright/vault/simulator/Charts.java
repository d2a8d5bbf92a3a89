package io.millwright.vault.simulator;

import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.TarGz;
import io.millwright.spi.Resource;
import io.millwright.vault.facts.Product;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The charts of Vault, OpenBao and the External Secrets Operator, reduced; filled in by hand they are what a seed has. */
final class Charts {
    private static final String[][] CHARTS = {
        {"vault", "0.34.1", "2.0.4"},
        {"vault", "0.34.0", "2.0.3"},
        {"vault", "0.32.0", "1.21.2"},
        {"openbao", "0.29.2", "2.6.2"},
        {"openbao", "0.29.1", "2.6.1"},
        {"external-secrets", "2.9.0", "2.9.0"},
        {"external-secrets", "2.8.0", "2.8.0"},
        {"external-secrets", "2.7.0", "2.7.0"},
        {"external-secrets", "0.16.2", "0.16.2"},
    };

    private Charts() {}

    /** File name to archive. */
    static Map<String, byte[]> archives() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        for (String[] chart : CHARTS) {
            all.put(chart[0] + "-" + chart[1] + ".tgz", archive(chart));
        }
        return all;
    }

    private static byte[] archive(String[] chart) {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(chart[0] + "/Chart.yaml", """
                apiVersion: v2
                name: %s
                description: reduced for the sandbox
                type: application
                version: %s
                appVersion: %s
                """.formatted(chart[0], chart[1], chart[2]));
        files.put(chart[0] + "/values.yaml", values(chart[0]));
        templates(chart[0]).forEach((file, text) -> files.put(chart[0] + "/templates/" + file, text));
        return TarGz.of(files);
    }

    private static Map<String, String> templates(String chart) {
        Map<String, String> all = new LinkedHashMap<>();
        if (chart.equals("external-secrets")) {
            all.put(
                    "crds.yaml",
                    "{{- if .Values.installCRDs }}\n" + Yaml.text(Charts.class, "definitions.yaml") + "{{- end }}\n");
            all.put("all.yaml", Yaml.text(Charts.class, "external-secrets.yaml"));
        } else {
            all.put("all.yaml", Yaml.text(Charts.class, "server.yaml"));
        }
        return all;
    }

    private static String values(String chart) {
        return switch (chart) {
            case "external-secrets" -> Yaml.text(Charts.class, "external-secrets-values.yaml");
            case "openbao" ->
                Yaml.text(Charts.class, "server-values.yaml")
                        .replace("IMAGE", "quay.io/openbao/openbao")
                        .replace("POLICY", "OrderedReady");
            default ->
                Yaml.text(Charts.class, "server-values.yaml")
                        .replace("IMAGE", "hashicorp/vault")
                        .replace("POLICY", "Parallel");
        };
    }

    /** The servers of that product in that version, as the chart makes them of those values. */
    static List<Resource> servers(
            Product product, String version, String namespace, String name, Map<String, Object> values) {
        return filled(product.id(), version, namespace, name, values);
    }

    /** The External Secrets Operator of that version. */
    static List<Resource> externalSecrets(String version, String namespace, Map<String, Object> values) {
        return filled("external-secrets", version, namespace, "external-secrets", values);
    }

    private static List<Resource> filled(
            String name, String version, String namespace, String release, Map<String, Object> values) {
        for (String[] chart : CHARTS) {
            if (chart[0].equals(name) && chart[2].equals(version)) {
                Resource all = merged(Yaml.document(values(name), name), values);
                Template template = new Template(chart, release, namespace, release, all.content());
                StringBuilder text = new StringBuilder();
                templates(name).values().forEach(t -> text.append("---\n").append(template.fill(t)));
                return Yaml.documents(text.toString(), name);
            }
        }
        return List.of();
    }

    private static Resource merged(Resource base, Map<String, Object> over) {
        Resource all = base;
        for (Map.Entry<String, Object> e : over.entrySet()) {
            all = all.with(
                    e.getValue() instanceof Map<?, ?> m
                                    && all.at(e.getKey())
                                            .filter(Map.class::isInstance)
                                            .isPresent()
                            ? merged(tree(all.at(e.getKey()).orElseThrow()), tree(m).content())
                                    .content()
                            : e.getValue(),
                    e.getKey());
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    private static Resource tree(Object map) {
        return new Resource((Map<String, Object>) map);
    }
}
