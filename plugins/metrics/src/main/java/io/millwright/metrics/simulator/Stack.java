package io.millwright.metrics.simulator;

import io.millwright.kit.Yaml;
import io.millwright.kit.simulator.Json;
import io.millwright.kit.simulator.TarGz;
import io.millwright.metrics.facts.Names;
import io.millwright.spi.Resource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One version of kube-prometheus-stack: as a chart's archive, and rendered by hand for what is planted without Helm.
 *
 * @param chart the chart's version
 * @param operator the operator's version without {@code v}
 * @param prometheus tag of Prometheus' image
 * @param alertmanager tag of Alertmanager's image
 * @param grafana tag of Grafana's image
 */
record Stack(String chart, String operator, String prometheus, String alertmanager, String grafana) {
    static final List<Stack> ALL = List.of(
            new Stack("88.5.3", "0.93.1", "v3.14.0-distroless", "v0.34.0", "13.2.0"),
            new Stack("87.21.0", "0.92.1", "v3.13.1-distroless", "v0.33.1", "13.1.1"),
            new Stack("86.3.0", "0.91.0", "v3.12.0-distroless", "v0.33.0", "13.0.2"));
    private static final String NAME = "kube-prometheus-stack";
    private static final String TEMPLATE = Yaml.text(Stack.class, NAME + ".yaml");
    private static final Pattern CONDITION = Pattern.compile(
            "\\{\\{- if \\.Values\\.([\\w.]+) }}\\n((?:(?!\\{\\{- if).)*?)(?:\\{\\{- else }}\\n((?:(?!\\{\\{- if).)*?))?\\{\\{- end }}\\n?",
            Pattern.DOTALL);
    private static final Pattern VALUE = Pattern.compile("\\{\\{ (toJson )?\\.([\\w.]+?)( \\| b64enc)? }}");

    static Stack newest() {
        return ALL.getFirst();
    }

    /** The chart's archive. Its definitions are where Helm installs them and never upgrades them. */
    byte[] archive() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put(NAME + "/Chart.yaml", """
                apiVersion: v2
                name: %s
                description: reduced for the sandbox
                type: application
                version: %s
                appVersion: v%s
                """.formatted(NAME, chart, operator));
        files.put(NAME + "/values.yaml", values());
        files.put(NAME + "/templates/all.yaml", TEMPLATE);
        definitions()
                .forEach(d ->
                        files.put(NAME + "/crds/" + d.name().split("\\.", 2)[0] + ".yaml", Json.text(d.content())));
        return TarGz.of(files);
    }

    private String values() {
        return Yaml.text(Stack.class, "values.yaml")
                .replace("__PROMETHEUS__", prometheus)
                .replace("__ALERTMANAGER__", alertmanager)
                .replace("__GRAFANA__", grafana);
    }

    /** The kinds, with the mark of the operator that they were made for. */
    List<Resource> definitions() {
        return Yaml.resources(Stack.class, "definitions.yaml").stream()
                .map(d -> d.with(operator, "metadata", "annotations", Names.SCHEMA_VERSION))
                .toList();
    }

    /** What a release renders, without the definitions. {@code changes} are laid over the chart's values. */
    List<Resource> rendered(String namespace, String release, Map<String, Object> changes) {
        Map<String, Object> values =
                new LinkedHashMap<>(Yaml.document(values(), "values").content());
        merge(values, changes);
        Resource scope = new Resource(Json.map(
                "Values",
                values,
                "Release",
                Json.map("Name", release, "Namespace", namespace, "Service", "manifest"),
                "Chart",
                Json.map("Version", chart, "AppVersion", "v" + operator)));
        return Yaml.documents(fill(TEMPLATE, scope), NAME);
    }

    @SuppressWarnings("unchecked")
    private static void merge(Map<String, Object> into, Map<String, Object> changes) {
        changes.forEach((key, value) -> {
            if (value instanceof Map<?, ?> more && into.get(key) instanceof Map<?, ?> present) {
                Map<String, Object> both = new LinkedHashMap<>((Map<String, Object>) present);
                merge(both, (Map<String, Object>) more);
                into.put(key, both);
            } else {
                into.put(key, value);
            }
        });
    }

    private static String fill(String template, Resource scope) {
        String text = CONDITION.matcher(template).replaceAll(m -> {
            boolean on = truth(scope, m.group(1));
            String otherwise = m.group(3) == null ? "" : m.group(3);
            return Matcher.quoteReplacement(on ? m.group(2) : otherwise);
        });
        return VALUE.matcher(text).replaceAll(m -> {
            Object value = scope.at(m.group(2).split("\\.")).orElse("");
            String written = m.group(1) == null ? String.valueOf(value) : Json.text(value);
            return Matcher.quoteReplacement(m.group(3) == null ? written : Json.base64(written));
        });
    }

    private static boolean truth(Resource scope, String path) {
        return scope.at(("Values." + path).split("\\."))
                .filter(v -> !v.equals(false) && !v.equals("") && !(v instanceof Map<?, ?> m && m.isEmpty()))
                .isPresent();
    }
}
