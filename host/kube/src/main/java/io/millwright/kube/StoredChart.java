package io.millwright.kube;

import io.millwright.engine.inspect.HelmRevision;
import io.millwright.spi.Resource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A chart that gives a stored revision of a release again, object for object. Helm keeps what a revision has sent, but of its chart neither
 * subcharts nor definitions; and the library through which it is called has no rollback. So the objects themselves are the templates.
 */
final class StoredChart {
    private static final String HOOK = "helm.sh/hook";
    /** Of the cluster's version, and what isn't stored: Helm would refuse for them what it once has accepted. */
    private static final List<String> LEFT_OUT = List.of("kubeVersion", "dependencies");

    private StoredChart() {}

    /** Its files by their path in the chart's folder; they hold what is secret in the release. */
    static Map<String, String> files(HelmRevision revision) {
        Map<String, String> files = new LinkedHashMap<>();
        Resource release = revision.release();
        Map<String, Object> metadata = new LinkedHashMap<>(tree(release, "chart", "metadata"));
        LEFT_OUT.forEach(metadata::remove);
        files.put("Chart.yaml", PlainTree.json(metadata));
        files.put("values.yaml", PlainTree.json(tree(release, "chart", "values")));
        release.text("info", "notes").ifPresent(n -> files.put("templates/NOTES.txt", literal(n)));
        revision.documents()
                .forEach(d -> files.put(String.format("templates/object-%04d.yaml", files.size()), literal(d)));
        revision.hooks().stream()
                .flatMap(h -> forRollback(h).stream())
                .forEach(h -> files.put(
                        String.format("templates/hook-%04d.yaml", files.size()), literal(PlainTree.json(h.content()))));
        return files;
    }

    /**
     * Helm takes this for an upgrade, and an upgrade's hooks aren't a rollback's: a hook for a rollback runs, one for an upgrade doesn't. The
     * other events stay, so that a later removal or test finds its hooks. Empty when there is no event left.
     */
    static Optional<Resource> forRollback(Resource hook) {
        List<String> stored = Arrays.stream(hook.annotation(HOOK).orElse("").split(","))
                .map(String::strip)
                .toList();
        String events = stored.stream()
                .filter(e -> !e.endsWith("-upgrade"))
                .flatMap(e -> e.endsWith("-rollback") ? Stream.of(e, e.replace("-rollback", "-upgrade")) : Stream.of(e))
                .collect(Collectors.joining(","));
        return events.isEmpty() ? Optional.empty() : Optional.of(hook.with(events, "metadata", "annotations", HOOK));
    }

    /** A template whose text is that: what looks like a template's action in it stays as it is. */
    static String literal(String text) {
        return text.replace("{{", "{{\"{{\"}}");
    }

    private static Map<String, Object> tree(Resource release, String... path) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (release.at(path).orElse("") instanceof Map<?, ?> map) {
            map.forEach((k, v) -> tree.put(String.valueOf(k), v));
        }
        return tree;
    }
}
