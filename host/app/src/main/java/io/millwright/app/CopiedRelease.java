package io.millwright.app;

import io.millwright.engine.Redaction;
import io.millwright.engine.inspect.HelmRevision;
import io.millwright.engine.json.Yaml;
import io.millwright.spi.Problem;
import io.millwright.spi.ProblemException;
import io.millwright.spi.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Helm's record of a release without secrets' values, so that Helm finds the release in a copy: its chart and manifest are as they were, values
 * of secret keys and those of Secrets in the manifest are replaced.
 */
final class CopiedRelease {
    /** Schemas of charts may want eight letters and more. */
    private static final String VALUE = "rehearsal";

    private CopiedRelease() {}

    /** Whether that Secret is Helm's record of a release. */
    static boolean is(Resource secret) {
        return secret.text("type").filter(HelmRevision.TYPE::equals).isPresent();
    }

    /** @throws ProblemException when it isn't one that Helm wrote */
    static Resource of(Resource secret) {
        try {
            Map<String, Object> content = new LinkedHashMap<>(HelmRevision.tree(secret));
            content.computeIfPresent("config", (k, v) -> v instanceof Map<?, ?> m ? values(m) : v);
            content.computeIfPresent("manifest", (k, v) -> manifest(String.valueOf(v)));
            content.computeIfPresent("hooks", (k, v) -> v instanceof List<?> l ? hooks(l) : v);
            return secret.with(Map.of("release", HelmRevision.packed(content)), "data");
        } catch (IOException | IllegalArgumentException | ProblemException e) {
            // What a parser says quotes the release, and the release holds secrets.
            throw new ProblemException(new Problem(
                    Problem.Kind.CLUSTER,
                    "copy the Helm release in Secret " + secret.namespace() + "/" + secret.name(),
                    "the rehearsal",
                    "its content isn't one that Helm writes",
                    "Look at it with helm history; a damaged revision can be deleted.",
                    Optional.of("invalid")));
        }
    }

    private static Map<String, Object> values(Map<?, ?> config) {
        Map<String, Object> tree = new LinkedHashMap<>();
        config.forEach((k, v) -> tree.put(String.valueOf(k), v));
        Map<String, Object> replaced = new LinkedHashMap<>();
        Redaction.of(tree).forEach((k, v) -> replaced.put(k, readable(v)));
        return replaced;
    }

    /** What stands for a secret on a screen would be wrong in a chart's template. */
    private static @Nullable Object readable(@Nullable Object value) {
        return switch (value) {
            case String s -> s.replaceAll("<redacted(?:, length \\d+)?>", VALUE);
            case Map<?, ?> m -> {
                Map<String, Object> map = new LinkedHashMap<>();
                m.forEach((k, v) -> map.put(String.valueOf(k), readable(v)));
                yield map;
            }
            case List<?> l -> {
                List<Object> list = new ArrayList<>();
                l.forEach(v -> list.add(readable(v)));
                yield list;
            }
            // A value of null takes a default of the chart away.
            case null, default -> value;
        };
    }

    private static String manifest(String documents) {
        StringBuilder out = new StringBuilder();
        for (String document : documents.split("(?m)^---.*$")) {
            Optional<Resource> secret =
                    Yaml.read(document).map(Resource::new).filter(o -> o.kind().equals("Secret"));
            if (!document.isBlank()) {
                out.append("---\n")
                        .append(secret.map(s ->
                                        Yaml.write(ClusterCopy.withoutValues(s).content()))
                                .orElse(document.strip() + "\n"));
            }
        }
        return out.toString();
    }

    private static List<Object> hooks(List<?> hooks) {
        List<Object> all = new ArrayList<>();
        for (Object hook : hooks) {
            if (hook instanceof Map<?, ?> m) {
                Map<String, Object> copy = new LinkedHashMap<>();
                m.forEach((k, v) -> copy.put(String.valueOf(k), v));
                copy.computeIfPresent("manifest", (k, v) -> manifest(String.valueOf(v)));
                all.add(copy);
            }
        }
        return all;
    }
}
